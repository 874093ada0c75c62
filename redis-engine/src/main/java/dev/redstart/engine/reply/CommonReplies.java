package dev.redstart.engine.reply;

import java.util.List;

/** Replies that are given all the time, made once. */
final class CommonReplies {

  static final Reply OK = new Reply.Simple("OK");
  static final Reply EMPTY = new Reply.Array(List.of());

  private static final int LOWEST = -2;
  private static final Reply.Int[] INTEGERS = new Reply.Int[1026];

  static {
    for (int i = 0; i < INTEGERS.length; i++) {
      INTEGERS[i] = new Reply.Int(i + LOWEST);
    }
  }

  private CommonReplies() {}

  static Reply.Int integer(long value) {
    long index = value - LOWEST;
    return index >= 0 && index < INTEGERS.length ? INTEGERS[(int) index] : new Reply.Int(value);
  }
}
