package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;

/**
 * The id of an entry: a time in milliseconds and a number within it, both unsigned numbers of 64
 * bits.
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

  /** Before all ids that an entry can have. */
  public static final StreamId ZERO = new StreamId(0, 0);

  /** The last id that there is. */
  public static final StreamId MAX = new StreamId(-1, -1);

  /** True for 0-0. */
  public boolean isZero() {
    return millis == 0 && sequence == 0;
  }

  /** True for the last id that there is. */
  public boolean isMax() {
    return millis == -1 && sequence == -1;
  }

  /** The id behind this one. Not for {@link #MAX}. */
  StreamId next() {
    return sequence == -1 ? new StreamId(millis + 1, 0) : new StreamId(millis, sequence + 1);
  }

  /** The id before this one. Not for {@link #ZERO}. */
  StreamId previous() {
    return sequence == 0 ? new StreamId(millis - 1, -1) : new StreamId(millis, sequence - 1);
  }

  /** The text that commands answer and take. */
  public Bytes text() {
    if (millis < 0 || sequence < 0) {
      return Bytes.of(toString());
    }
    byte[] before = Ascii.decimal(millis);
    byte[] behind = Ascii.decimal(sequence);
    byte[] text = Arrays.copyOf(before, before.length + 1 + behind.length);
    text[before.length] = '-';
    System.arraycopy(behind, 0, text, before.length + 1, behind.length);
    return Bytes.wrap(text);
  }

  /** As DEBUG DIGEST takes it. */
  Bytes dotted() {
    return Bytes.of(toString().replace('-', '.'));
  }

  @Override
  public int compareTo(StreamId other) {
    return compare(millis, sequence, other);
  }

  /** Compares an id that isn't made into one with {@code other}. */
  static int compare(long millis, long sequence, StreamId other) {
    int byTime = Long.compareUnsigned(millis, other.millis);
    return byTime != 0 ? byTime : Long.compareUnsigned(sequence, other.sequence);
  }

  /** True where this is behind {@code other}. */
  boolean isAfter(StreamId other) {
    return compareTo(other) > 0;
  }

  /** True where this comes before {@code other}. */
  boolean isBefore(StreamId other) {
    return compareTo(other) < 0;
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(millis) + '-' + Long.toUnsignedString(sequence);
  }
}
