package dev.redstart.engine.types.list;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Errors;

/** An end of a list, and the names of what is done there. */
enum ListEnd {
  LEFT("lpush", "lpop"),
  RIGHT("rpush", "rpop");

  private static final Bytes LPOP = Bytes.of("LPOP");
  private static final Bytes RPOP = Bytes.of("RPOP");
  private static final Bytes LEFT_WORD = Bytes.of("LEFT");
  private static final Bytes RIGHT_WORD = Bytes.of("RIGHT");

  final String pushed;
  final String popped;

  ListEnd(String pushed, String popped) {
    this.pushed = pushed;
    this.popped = popped;
  }

  boolean left() {
    return this == LEFT;
  }

  /** The command that pops here, as it is logged. */
  Bytes pop() {
    return left() ? LPOP : RPOP;
  }

  /** The word for this end, as it is logged. */
  Bytes word() {
    return left() ? LEFT_WORD : RIGHT_WORD;
  }

  /** The end that {@code word} names. */
  static ListEnd of(Bytes word) {
    if (word.is("LEFT")) {
      return LEFT;
    }
    if (word.is("RIGHT")) {
      return RIGHT;
    }
    throw Errors.syntax();
  }
}
