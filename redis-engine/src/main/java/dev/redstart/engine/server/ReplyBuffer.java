package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;

/**
 * Where replies are written before they go to the network in one piece: one array for all
 * connections of an event loop, used by one of them at a time.
 */
final class ReplyBuffer {

  /** What takes over a full buffer's bytes. */
  @FunctionalInterface
  interface Sink {

    /** The bytes are copied; the array stays the caller's. */
    void take(byte[] bytes, int length);
  }

  static final int SIZE = 64 << 10;

  /** Longer strings go to the sink without a stay in the buffer. */
  private static final int LONG = 16 << 10;

  private static final int LONGEST_NUMBER = 20;

  private final byte[] bytes = new byte[SIZE];
  private int length;
  private Sink sink = (chunk, count) -> {};

  /** Writes for {@code target} until the next call. */
  void begin(Sink target) {
    sink = target;
    length = 0;
  }

  /** Hands over what has been written. */
  void end() {
    if (length > 0) {
      int count = length;
      length = 0;
      sink.take(bytes, count);
    }
  }

  /** One byte. */
  void put(int letter) {
    if (length == SIZE) {
      end();
    }
    bytes[length++] = (byte) letter;
  }

  /** An array as it is. */
  void put(byte[] text) {
    int count = text.length;
    if (count > SIZE - length) {
      end();
      if (count > LONG) {
        sink.take(text, count);
        return;
      }
    }
    System.arraycopy(text, 0, bytes, length, count);
    length += count;
  }

  /** A line: its kind, a number. */
  void line(int kind, long number) {
    if (SIZE - length < LONGEST_NUMBER + 3) {
      end();
    }
    bytes[length++] = (byte) kind;
    if (number >= 0 && number < 10) {
      bytes[length++] = (byte) ('0' + number);
    } else {
      putNumber(number);
    }
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  /** A line: its kind, an ASCII text. What would end the line becomes a blank. */
  void line(int kind, byte[] text) {
    put(kind);
    for (byte letter : text) {
      put(letter == '\r' || letter == '\n' ? ' ' : letter);
    }
    put('\r');
    put('\n');
  }

  /** A byte string with its length before it. */
  void bulk(byte[] text) {
    line('$', text.length);
    put(text);
    put('\r');
    put('\n');
  }

  private void putNumber(long number) {
    if (number == Long.MIN_VALUE) {
      put(Bytes.of(number).shared());
      return;
    }
    long left = number;
    if (left < 0) {
      bytes[length++] = '-';
      left = -left;
    }
    int digits = digits(left);
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long left = number; left >= 10; left /= 10) {
      digits++;
    }
    return digits;
  }
}
