package dev.redstart.engine.command;

/**
 * How many bytes a connection holds at a moment.
 *
 * @param input that have arrived and are not read yet
 * @param spare that would still go where the input is
 * @param arguments of a request of which a part has been read
 * @param output that wait to be sent
 * @param chunks how many pieces the output consists of
 */
public record Buffers(long input, long spare, long arguments, long output, int chunks) {

  /** Those of a caller that has no connection. */
  public static final Buffers NONE = new Buffers(0, 0, 0, 0, 0);

  /** What has arrived and has not become a call. */
  public long unread() {
    return input + arguments;
  }

  /** All together. */
  public long all() {
    return input + spare + arguments + output;
  }
}
