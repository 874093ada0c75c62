package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads RESP2 and RESP3 from a stream, every type told apart. */
final class WireReader {

  private final InputStream in;

  WireReader(InputStream in) {
    this.in = in;
  }

  WireReply read() throws IOException {
    char type = (char) need();
    String line = line();
    return switch (type) {
      case '+', '-', ':', ',', '#', '(' -> WireReply.leaf(type, latin(line));
      case '_' -> WireReply.none("_");
      case '$', '=', '!' -> bulk(type, Integer.parseInt(line));
      case '*', '~', '>' -> tree(type, Integer.parseInt(line));
      case '%', '|' -> tree(type, 2 * Integer.parseInt(line));
      default -> throw new IOException("no reply begins with " + (int) type);
    };
  }

  private WireReply bulk(char type, int length) throws IOException {
    if (length < 0) {
      return WireReply.none("$-1");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    line();
    return WireReply.leaf(type, Bytes.wrap(bytes));
  }

  private WireReply tree(char type, int length) throws IOException {
    if (length < 0) {
      return WireReply.none("*-1");
    }
    List<WireReply> items = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      items.add(read());
    }
    return WireReply.tree(type, items);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = need(); c != '\r'; c = need()) {
      line.append((char) c);
    }
    need();
    return line.toString();
  }

  private int need() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    return c;
  }

  private static Bytes latin(String line) {
    return Bytes.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
  }
}
