package dev.redstart.engine.server;

import java.io.IOException;
import java.util.Arrays;

/**
 * Walks over the elements of DER, each a tag, a length and a content. Nothing it reads is trusted.
 */
final class DerReader {

  private final byte[] bytes;
  private int at;

  DerReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Goes to the first element inside of the next one. */
  void enter(int tag) throws IOException {
    length(tag);
  }

  /** Goes behind the next element. */
  void skip(int tag) throws IOException {
    content(tag);
  }

  /** The content of the next element. */
  byte[] content(int tag) throws IOException {
    int length = length(tag);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int length(int tag) throws IOException {
    if (next() != tag) {
      throw damaged();
    }
    int length = next();
    int more = length - 0x80;
    if (more > 0) {
      if (more > 2) {
        throw damaged();
      }
      length = more == 1 ? next() : next() << 8 | next();
    }
    if (more == 0 || length > bytes.length - at) {
      throw damaged();
    }
    return length;
  }

  private int next() throws IOException {
    if (at == bytes.length) {
      throw damaged();
    }
    return bytes[at++] & 0xff;
  }

  private static IOException damaged() {
    return new IOException("the private key is damaged");
  }
}
