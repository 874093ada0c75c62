package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import org.jspecify.annotations.Nullable;

/** Reads ids as clients write them. */
final class IdSyntax {

  static final String INVALID = "ERR Invalid stream ID specified as stream command argument";

  private static final int LONGEST = 127;
  private static final long TENTH = Long.divideUnsigned(-1, 10);
  private static final long LAST_DIGIT = Long.remainderUnsigned(-1, 10);

  private IdSyntax() {}

  /** An id with or without a sequence, which is 0 then. */
  static StreamId id(Bytes text) {
    StreamId id = parse(text, 0);
    if (id == null) {
      throw new CommandException(INVALID);
    }
    return id;
  }

  /** As {@link #id}, and the extremes: - and +. */
  static StreamId idOrEdge(Bytes text) {
    return edgeOr(text, 0);
  }

  /** As {@link #id}; null where it is none. */
  static @Nullable StreamId idOrNull(Bytes text) {
    return parse(text, 0);
  }

  /** The first id of an interval. */
  static StreamId from(Bytes text) {
    if (!isExclusive(text)) {
      return edgeOr(text, 0);
    }
    StreamId id = id(text.slice(1, text.length()));
    if (id.isMax()) {
      throw new CommandException("ERR invalid start ID for the interval");
    }
    return id.next();
  }

  /** The last id of an interval: one without a sequence means all of them. */
  static StreamId to(Bytes text) {
    if (!isExclusive(text)) {
      return edgeOr(text, -1);
    }
    StreamId id = parse(text.slice(1, text.length()), -1);
    if (id == null) {
      throw new CommandException(INVALID);
    }
    if (id.isZero()) {
      throw new CommandException("ERR invalid end ID for the interval");
    }
    return id.previous();
  }

  /** The time of an id whose sequence is to be found, as in 5-*; null where it isn't one. */
  static @Nullable Long timeOnly(Bytes text) {
    int length = length(text);
    int dash = dash(text, length);
    if (dash < 0 || length != dash + 2 || text.at(dash + 1) != '*') {
      return null;
    }
    return number(text, 0, dash);
  }

  private static boolean isExclusive(Bytes text) {
    return text.length() > 1 && text.at(0) == '(';
  }

  private static StreamId edgeOr(Bytes text, long missing) {
    if (length(text) == 1 && text.at(0) == '-') {
      return StreamId.ZERO;
    }
    if (length(text) == 1 && text.at(0) == '+') {
      return StreamId.MAX;
    }
    StreamId id = parse(text, missing);
    if (id == null) {
      throw new CommandException(INVALID);
    }
    return id;
  }

  private static @Nullable StreamId parse(Bytes text, long missing) {
    int length = length(text);
    int dash = dash(text, length);
    Long millis = number(text, 0, dash < 0 ? length : dash);
    Long sequence = dash < 0 ? Long.valueOf(missing) : number(text, dash + 1, length);
    return millis == null || sequence == null ? null : new StreamId(millis, sequence);
  }

  /** Up to the first zero byte, as Redis reads it; 0 where it is too long to be an id. */
  private static int length(Bytes text) {
    if (text.length() > LONGEST) {
      return 0;
    }
    int length = 0;
    while (length < text.length() && text.at(length) != 0) {
      length++;
    }
    return length;
  }

  private static int dash(Bytes text, int length) {
    for (int i = 0; i < length; i++) {
      if (text.at(i) == '-') {
        return i;
      }
    }
    return -1;
  }

  /**
   * An unsigned number. Redis reads what isn't in its usual form with C's strtoull: spaces and a
   * plus may stand in front, zeros too, and what has a minus behind a space wraps around.
   */
  private static @Nullable Long number(Bytes text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text.at(at))) {
      at++;
    }
    boolean signed = at < to && (text.at(at) == '-' || text.at(at) == '+');
    boolean negative = signed && text.at(at) == '-';
    if (signed) {
      at++;
    }
    if (at == to || (negative && isPlainNegative(text, from, to))) {
      return null;
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = text.at(at) - '0';
      boolean over = value < 0 || value > TENTH || (value == TENTH && digit > LAST_DIGIT);
      if (digit < 0 || digit > 9 || over) {
        return null;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** A number below zero in the usual form. */
  private static boolean isPlainNegative(Bytes text, int from, int to) {
    if (to - from < 2 || text.at(from) != '-' || text.at(from + 1) == '0') {
      return false;
    }
    return Ascii.isLong(text.slice(from, to).shared());
  }

  private static boolean isSpace(byte letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }
}
