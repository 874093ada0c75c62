package dev.redstart.engine.types.hyperloglog;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.types.hyperloglog.SparseForm.Outcome;
import dev.redstart.engine.types.string.StringValue;

/** A HyperLogLog: the string of a key, seen as registers. Valid while its call runs. */
final class Sketch {

  private static final int REGISTER_BITS = 14;
  private static final int VALUES = 64;

  private final StringValue value;

  private Sketch(StringValue value) {
    this.value = value;
  }

  /** The HyperLogLog that {@code value} is, else an error. */
  static Sketch of(StringValue value) {
    if (!Header.fits(value)) {
      throw new CommandException("WRONGTYPE Key is not a valid HyperLogLog string value.");
    }
    return new Sketch(value);
  }

  /** A string that is an empty HyperLogLog. */
  static StringValue empty() {
    return StringValue.raw(Bytes.wrap(SparseForm.empty()));
  }

  boolean isSparse() {
    return Header.isSparse(value.peek());
  }

  /**
   * Adds an element.
   *
   * @param most how many bytes the sparse form may have
   * @return false where no register tells of it
   */
  boolean add(Bytes element, long most) {
    long hash = Murmur.hash(element.shared());
    int register = (int) hash & (DenseForm.REGISTERS - 1);
    // One more bit ends the run of zeros of a hash that has none left.
    long rest = (hash >>> REGISTER_BITS) | (1L << (Long.SIZE - REGISTER_BITS));
    return raise(register, Long.numberOfTrailingZeros(rest) + 1, most);
  }

  private boolean raise(int register, int count, long most) {
    if (isSparse()) {
      Outcome outcome = new SparseForm(value).raise(register, count, most);
      if (outcome != Outcome.TOO_MUCH) {
        return outcome == Outcome.RAISED;
      }
      makeDense();
    }
    return DenseForm.raise(writable(), register, count);
  }

  /** Raises all registers to {@code counts} at least. */
  void raise(byte[] counts, long most) {
    for (int register = 0; register < counts.length; register++) {
      if (counts[register] > 0) {
        raise(register, counts[register], most);
      }
    }
  }

  /** Raises {@code counts} to what the registers hold at least. */
  void copyTo(byte[] counts) {
    byte[] bytes = value.peek();
    if (isSparse()) {
      SparseForm.forEach(
          bytes,
          value.length(),
          (first, length, held) -> {
            for (int i = first; held > 0 && i < first + length; i++) {
              counts[i] = (byte) Math.max(counts[i], held);
            }
          });
    } else {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = (byte) Math.max(counts[i], DenseForm.get(bytes, i));
      }
    }
  }

  /** How many elements {@code counts} tell of. */
  static long count(byte[] counts) {
    int[] histogram = new int[VALUES];
    for (byte held : counts) {
      histogram[held]++;
    }
    return Estimator.estimate(histogram);
  }

  /** How many elements the registers tell of. */
  long count() {
    int[] histogram = new int[VALUES];
    byte[] bytes = value.peek();
    if (isSparse()) {
      SparseForm.forEach(bytes, value.length(), (first, length, held) -> histogram[held] += length);
    } else {
      DenseForm.count(bytes, histogram);
    }
    return Estimator.estimate(histogram);
  }

  /** The count that was noted, negative where there is none that holds. */
  long notedCount() {
    return Header.count(value.peek());
  }

  void noteCount(long count) {
    Header.count(writable(), count);
  }

  /** Says that the registers have changed. */
  void spoilCount() {
    Header.spoilCount(writable());
  }

  /** Goes over to the dense form. */
  void makeDense() {
    byte[] sparse = value.peek();
    byte[] dense = new byte[DenseForm.LENGTH];
    System.arraycopy(sparse, 0, dense, 0, Header.LENGTH);
    Header.form(dense, Header.DENSE);
    SparseForm.forEach(
        sparse,
        value.length(),
        (first, length, held) -> {
          for (int i = first; held > 0 && i < first + length; i++) {
            DenseForm.raise(dense, i, held);
          }
        });
    value.set(Bytes.wrap(dense));
  }

  /** What PFDEBUG DECODE answers of a sparse one. */
  String describe() {
    return SparseForm.describe(value.peek(), value.length());
  }

  private byte[] writable() {
    return value.writable(value.length());
  }
}
