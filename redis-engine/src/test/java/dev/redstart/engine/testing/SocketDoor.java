package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A connection to a server that speaks RESP. */
public final class SocketDoor implements Door {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final WireReader reader;

  /** Connects, and says HELLO where {@code protocol} is 3. */
  public SocketDoor(int port, int protocol) {
    this(port, protocol, BufferedInputStream::new);
  }

  /** As {@link #SocketDoor(int, int)}, with what comes in led through {@code ears}. */
  SocketDoor(int port, int protocol, UnaryOperator<InputStream> ears) {
    try {
      socket = new Socket();
      socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      reader = new WireReader(ears.apply(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (protocol == 3) {
      run("HELLO 3");
    }
  }

  @Override
  public void send(Bytes... args) {
    try {
      socket.getOutputStream().write(WireRequest.of(List.of(args)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<WireReply> receive(int howMany) {
    try {
      List<WireReply> replies = new ArrayList<>();
      for (int i = 0; i < (howMany < 0 ? 1 : howMany); i++) {
        replies.add(reader.read());
      }
      return replies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
