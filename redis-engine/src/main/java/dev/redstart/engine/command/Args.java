package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;

/**
 * A cursor over a call's options, which reads like the manual. What does not fit is a syntax error.
 */
public final class Args {

  private final Bytes[] args;
  private int at;

  Args(Bytes[] args, int from) {
    this.args = args;
    this.at = from;
  }

  /** True while there are arguments left. */
  public boolean more() {
    return at < args.length;
  }

  /** How many arguments are left. */
  public int left() {
    return args.length - at;
  }

  /** The index of the next argument. */
  public int position() {
    return at;
  }

  /** Takes {@code word} where it comes next, in any case. */
  public boolean word(String word) {
    if (at < args.length && args[at].is(word)) {
      at++;
      return true;
    }
    return false;
  }

  /**
   * As {@link #word}, for a word that needs an argument after it: it is not taken where nothing
   * follows.
   */
  public boolean wordWithValue(String word) {
    if (at + 1 < args.length && args[at].is(word)) {
      at++;
      return true;
    }
    return false;
  }

  /** The next argument. */
  public Bytes next() {
    if (at >= args.length) {
      throw Errors.syntax();
    }
    return args[at++];
  }

  /** The next argument as a whole number of 64 bits. */
  public long integer() {
    return integer(Errors.NOT_AN_INTEGER);
  }

  /** The next argument as a whole number of 64 bits, else {@code error}. */
  public long integer(String error) {
    byte[] text = next().shared();
    if (!Ascii.isLong(text)) {
      throw new CommandException(error);
    }
    return Ascii.toLong(text);
  }

  /** The next argument as a whole number between two bounds, both included, else {@code error}. */
  public long integer(long least, long most, String error) {
    long value = integer(error);
    if (value < least || value > most) {
      throw new CommandException(error);
    }
    return value;
  }

  /**
   * The next argument, a whole number of milliseconds to wait at most; 0 for ever.
   *
   * @param now wall-clock milliseconds, which the end of the wait is counted from
   */
  public long timeout(long now) {
    long millis = integer("ERR timeout is not an integer or out of range");
    if (millis < 0) {
      throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    }
    if (millis > Long.MAX_VALUE - now) {
      throw new CommandException(Errors.TIMEOUT_OUT_OF_RANGE);
    }
    return millis;
  }

  /** The next argument as a double that is a number. */
  public double real() {
    return real(Errors.NOT_A_FLOAT);
  }

  /** The next argument as a double that is a number, else {@code error}. */
  public double real(String error) {
    double value = Decimals.parse(next().shared());
    if (Double.isNaN(value)) {
      throw new CommandException(error);
    }
    return value;
  }

  /** Ends the options: anything left over is a syntax error. */
  public void end() {
    if (more()) {
      throw Errors.syntax();
    }
  }
}
