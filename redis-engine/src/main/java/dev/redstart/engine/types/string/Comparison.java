package dev.redstart.engine.types.string;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Xxh3;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.CommandException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the string that a key holds: that it, or its digest, is what the caller knows, or
 * isn't.
 *
 * @param equal whether they have to be the same
 * @param digest whether the digests are compared
 */
record Comparison(boolean equal, boolean digest, Bytes operand) {

  private static final int DIGITS = 16;

  /** IFEQ and the like, where one comes next with its operand. */
  static @Nullable Comparison take(Args args) {
    if (args.wordWithValue("IFEQ")) {
      return new Comparison(true, false, args.next());
    }
    if (args.wordWithValue("IFNE")) {
      return new Comparison(false, false, args.next());
    }
    if (args.wordWithValue("IFDEQ")) {
      return new Comparison(true, true, digits(args.next()));
    }
    return args.wordWithValue("IFDNE") ? new Comparison(false, true, digits(args.next())) : null;
  }

  private static Bytes digits(Bytes operand) {
    if (operand.length() != DIGITS) {
      throw new CommandException("ERR must be exactly " + DIGITS + " hexadecimal characters");
    }
    return operand;
  }

  /** A string's digest as DIGEST answers it. */
  static Bytes digestOf(StringValue value) {
    return Bytes.of(HexFormat.of().toHexDigits(Xxh3.of(value.bytes().shared())));
  }

  /** What is not there is different from everything. */
  boolean holds(@Nullable StringValue value) {
    if (value == null) {
      return !equal;
    }
    boolean same =
        digest
            ? operand.is(digestOf(value).toString().toUpperCase(Locale.ROOT))
            : operand.equals(value.bytes());
    return same == equal;
  }
}
