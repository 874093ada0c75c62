package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;

/** One client's way into a server, ours or another, in one protocol. */
public interface Door extends AutoCloseable {

  /** Sends a call without waiting for its replies. */
  void send(Bytes... args);

  /**
   * Waits for the replies of the oldest call that was sent.
   *
   * @param howMany how many replies the call gets; below zero where this door must know
   */
  List<WireReply> receive(int howMany);

  /** Sends a call and waits for its replies. */
  default List<WireReply> call(Bytes... args) {
    send(args);
    return receive(-1);
  }

  /** As {@link #call(Bytes...)}, for a line as {@link CommandLine} reads it, and a single reply. */
  default WireReply run(String line) {
    return call(CommandLine.parse(line)).get(0);
  }

  @Override
  void close();
}
