package dev.redstart.engine.types.hyperloglog;

import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.types.string.StringValue;

/**
 * The sparse form, being changed: runs of registers with the same value. Works on the string of a
 * value that is known to have a header, and trusts nothing behind it.
 */
final class SparseForm {

  /*
   * 00llllll            a run of 1 to 64 registers that hold zero
   * 01llllll llllllll   a run of 1 to 16384 of these
   * 1vvvvvll            a run of 1 to 4 registers that hold 1 to 32
   *
   * Which of several forms with the same meaning comes about is Redis' choice: a register is raised by splitting the run
   * it lies in, and then the five runs from the one before on are looked through for neighbours to be merged.
   */

  /** What became of an attempt to raise a register. */
  enum Outcome {
    /** It held that much. */
    KEPT,
    RAISED,
    /** This form can't hold it, or not in the bytes allowed. */
    TOO_MUCH
  }

  /** Gets each run of registers with the same value. */
  @FunctionalInterface
  interface RunVisitor {

    /** Gets the registers from {@code first} on, {@code length} of them. */
    void visit(int first, int length, int value);
  }

  static final String CORRUPTED = "INVALIDOBJ Corrupted HLL object detected";

  private static final int GREATEST_VALUE = 32;
  private static final int LONGEST_VALUE_RUN = 4;
  private static final int LONGEST_SHORT_RUN = 64;
  private static final int LONG_RUN = 0x40;
  private static final int VALUE_RUN = 0x80;
  private static final int RUNS_TO_MERGE = 5;

  private final StringValue value;
  private byte[] bytes;
  private int end;

  /** The run that was found: where it is, where the one before it is, its registers. */
  private int at;

  private int before;
  private int first;
  private int length;

  SparseForm(StringValue value) {
    this.value = value;
    this.end = value.length();
    this.bytes = value.writable(end);
  }

  /** The string of a HyperLogLog in which all registers are zero. */
  static byte[] empty() {
    byte[] bytes = new byte[Header.LENGTH + 2];
    Header.write(bytes, Header.SPARSE);
    zeros(bytes, Header.LENGTH, DenseForm.REGISTERS);
    return bytes;
  }

  /** Hands over all runs of the {@code end} bytes; refuses what isn't all registers just once. */
  static void forEach(byte[] bytes, int end, RunVisitor each) {
    int register = 0;
    int at = Header.LENGTH;
    while (at < end) {
      int run = runLength(bytes, at, end);
      if (register + run > DenseForm.REGISTERS) {
        throw corrupted();
      }
      each.visit(register, run, valueOf(bytes, at));
      register += run;
      at += size(bytes, at);
    }
    if (register != DenseForm.REGISTERS) {
      throw corrupted();
    }
  }

  /** The runs as PFDEBUG DECODE shows them. */
  static String describe(byte[] bytes, int end) {
    StringBuilder out = new StringBuilder();
    int at = Header.LENGTH;
    while (at < end) {
      int run = runLength(bytes, at, end);
      int held = valueOf(bytes, at);
      out.append(out.isEmpty() ? "" : " ");
      if (held > 0) {
        out.append("v:").append(held).append(',').append(run);
      } else {
        out.append(size(bytes, at) == 2 ? "Z:" : "z:").append(run);
      }
      at += size(bytes, at);
    }
    return out.toString();
  }

  /**
   * Raises a register to {@code count}.
   *
   * @param most how many bytes the string may have
   */
  Outcome raise(int register, int count, long most) {
    if (count > GREATEST_VALUE) {
      return Outcome.TOO_MUCH;
    }
    find(register);
    int held = valueOf(bytes, at);
    if (held >= count) {
      return Outcome.KEPT;
    }
    if (length == 1 && size(bytes, at) == 1) {
      bytes[at] = valueRun(count, 1);
    } else {
      byte[] runs = new byte[RUNS_TO_MERGE];
      int size = run(runs, 0, held, register - first);
      runs[size++] = valueRun(count, 1);
      size = run(runs, size, held, first + length - 1 - register);
      int more = size - size(bytes, at);
      if (more > 0 && end + more > most) {
        return Outcome.TOO_MUCH;
      }
      replace(runs, size, more);
    }
    merge();
    return Outcome.RAISED;
  }

  /** Finds the run that {@code register} lies in. */
  private void find(int register) {
    before = -1;
    at = Header.LENGTH;
    first = 0;
    while (at < end) {
      length = runLength(bytes, at, end);
      if (register < first + length) {
        return;
      }
      before = at;
      first += length;
      at += size(bytes, at);
    }
    throw corrupted();
  }

  private void replace(byte[] runs, int size, int more) {
    int behind = at + size(bytes, at);
    bytes = value.writable(end + Math.max(0, more));
    System.arraycopy(bytes, behind, bytes, behind + more, end - behind);
    System.arraycopy(runs, 0, bytes, at, size);
    end += more;
    value.cut(end);
  }

  private void merge() {
    int run = before < 0 ? Header.LENGTH : before;
    int steps = RUNS_TO_MERGE;
    while (run < end && steps-- > 0) {
      if (run + 1 < end && canMerge(run)) {
        int both = runLength(bytes, run, end) + runLength(bytes, run + 1, end);
        bytes[run + 1] = valueRun(valueOf(bytes, run), both);
        System.arraycopy(bytes, run + 1, bytes, run, end - run - 1);
        end--;
        value.cut(end);
      } else {
        run += size(bytes, run);
      }
    }
  }

  private boolean canMerge(int run) {
    int held = valueOf(bytes, run);
    return held > 0
        && held == valueOf(bytes, run + 1)
        && runLength(bytes, run, end) + runLength(bytes, run + 1, end) <= LONGEST_VALUE_RUN;
  }

  private static int size(byte[] bytes, int at) {
    return (bytes[at] & (VALUE_RUN | LONG_RUN)) == LONG_RUN ? 2 : 1;
  }

  /** Zero for both kinds of runs of zeros. */
  private static int valueOf(byte[] bytes, int at) {
    return (bytes[at] & VALUE_RUN) == 0 ? 0 : ((bytes[at] >> 2) & 31) + 1;
  }

  private static int runLength(byte[] bytes, int at, int end) {
    if ((bytes[at] & VALUE_RUN) != 0) {
      return (bytes[at] & 3) + 1;
    }
    if (size(bytes, at) == 1) {
      return (bytes[at] & 63) + 1;
    }
    if (at + 1 >= end) {
      throw corrupted();
    }
    return ((bytes[at] & 63) << 8 | (bytes[at + 1] & 0xff)) + 1;
  }

  /** Writes a run of {@code count} registers, none for zero; where the next one goes. */
  private static int run(byte[] bytes, int at, int held, int count) {
    if (count == 0) {
      return at;
    }
    if (held == 0) {
      return zeros(bytes, at, count);
    }
    bytes[at] = valueRun(held, count);
    return at + 1;
  }

  private static int zeros(byte[] bytes, int at, int count) {
    if (count <= LONGEST_SHORT_RUN) {
      bytes[at] = (byte) (count - 1);
      return at + 1;
    }
    bytes[at] = (byte) (LONG_RUN | (count - 1) >> 8);
    bytes[at + 1] = (byte) (count - 1);
    return at + 2;
  }

  private static byte valueRun(int held, int count) {
    return (byte) (VALUE_RUN | (held - 1) << 2 | (count - 1));
  }

  private static CommandException corrupted() {
    return new CommandException(CORRUPTED);
  }
}
