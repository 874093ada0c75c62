package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;
import java.util.Map;

/** A call being put together, word by word. Arrays are copied: they stay the caller's. */
final class Line {

  private static final int ROOM = 8;

  private final Verb verb;
  private Bytes[] args = new Bytes[ROOM];
  private int size;

  private Line(Verb verb) {
    this.verb = verb;
    this.size = verb.wordCount();
    verb.copyTo(args);
  }

  static Line of(Verb verb) {
    return new Line(verb);
  }

  static Line of(Verb verb, byte[] key) {
    return new Line(verb).add(key);
  }

  Verb verb() {
    return verb;
  }

  Line add(byte[] value) {
    return put(copy(value));
  }

  Line addAll(byte[]... values) {
    for (byte[] value : values) {
      put(copy(value));
    }
    return this;
  }

  /** Keys and values in turn. */
  Line addAll(Map<byte[], byte[]> pairs) {
    for (Map.Entry<byte[], byte[]> pair : pairs.entrySet()) {
      put(copy(pair.getKey()));
      put(copy(pair.getValue()));
    }
    return this;
  }

  Line add(String text) {
    return put(Bytes.of(text));
  }

  Line add(long number) {
    return put(Bytes.of(number));
  }

  /** A number as Redis reads it: infinities are {@code +inf} and {@code -inf}. */
  Line add(double number) {
    return put(Bytes.of(text(number)));
  }

  /** {@code word} if {@code wanted}. */
  Line addIf(boolean wanted, String word) {
    return wanted ? add(word) : this;
  }

  /** The whole call. */
  Bytes[] args() {
    return size == args.length ? args : Arrays.copyOf(args, size);
  }

  /** A number as Redis reads it. */
  static String text(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "+inf" : "-inf";
    }
    if (Double.isNaN(number)) {
      return "nan";
    }
    long whole = (long) number;
    return whole == number && Math.abs(whole) < 1L << 53
        ? Long.toString(whole)
        : Double.toString(number);
  }

  static Bytes copy(byte[] value) {
    if (value == null) {
      throw new IllegalArgumentException("Keys, values and other arguments must not be null");
    }
    return Bytes.copyOf(value);
  }

  private Line put(Bytes value) {
    if (size == args.length) {
      args = Arrays.copyOf(args, size * 2);
    }
    args[size++] = value;
    return this;
  }
}
