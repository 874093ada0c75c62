package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A connection to the server that keys are moved to. It understands what that answers to AUTH,
 * SELECT and RESTORE: single lines. Belongs to one thread at a time.
 */
final class TargetConnection implements AutoCloseable {

  private static final int LONGEST_LINE = 1 << 16;

  private final Socket socket;
  private final InputStream in;
  private int database = -1;
  private boolean kept;

  /** Connects. */
  TargetConnection(String host, int port, int timeoutMillis) throws IOException {
    socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), timeoutMillis);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** How long an answer may take from now on. */
  void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** The database that was selected last, -1 where none was. */
  int database() {
    return database;
  }

  void database(int selected) {
    database = selected;
  }

  /** True where it was used before: the other side may have closed it since. */
  boolean kept() {
    return kept;
  }

  /** Nobody uses it for now. */
  void keep() {
    kept = true;
  }

  /** Sends calls, one after the other. */
  void send(List<Bytes[]> calls) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Bytes[] call : calls) {
      out.writeBytes(ascii("*" + call.length + "\r\n"));
      for (Bytes argument : call) {
        out.writeBytes(ascii("$" + argument.length() + "\r\n"));
        out.writeBytes(argument.shared());
        out.writeBytes(ascii("\r\n"));
      }
    }
    out.writeTo(socket.getOutputStream());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The next answer, a line. */
  String receive() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      if (octet != '\r') {
        line.append((char) octet);
      }
      if (line.length() > LONGEST_LINE) {
        throw new IOException("an answer that is too long");
      }
      octet = in.read();
    }
    if (octet < 0 || line.isEmpty() || "+-".indexOf(line.charAt(0)) < 0) {
      throw new IOException("no answer that could be understood");
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use, either way.
      return;
    }
  }
}
