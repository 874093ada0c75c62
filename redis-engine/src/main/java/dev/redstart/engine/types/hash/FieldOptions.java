package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The options of HGETEX and HSETEX, which may stand before or behind the fields. */
final class FieldOptions {

  private static final String BAD_COUNT = "ERR invalid number of fields";
  private static final String TOO_FEW = "ERR wrong number of arguments";
  private static final String NO_FIELDS = "ERR missing FIELDS argument";
  private static final String FIELDS_TWICE = "ERR FIELDS keyword specified multiple times";
  private static final String NO_TIME = "ERR missing expire time";
  private static final String TWO_CONDITIONS =
      "ERR Only one of FXX or FNX arguments can be specified";

  /** What the fields hold, names or names and values in turn. */
  Bytes[] fields = {};

  /** When the fields shall expire, {@link Value#NEVER} where no time was given. */
  long at = Value.NEVER;

  boolean onlyIfAbsent;
  boolean onlyIfPresent;

  /** KEEPTTL of HSETEX or PERSIST of HGETEX. */
  boolean other;

  private final Call call;
  private final String otherWord;
  private boolean named;

  private FieldOptions(Call call, String otherWord) {
    this.call = call;
    this.otherWord = otherWord;
  }

  static FieldOptions ofHgetex(Call call) {
    return new FieldOptions(call, "PERSIST").parse(1, false);
  }

  static FieldOptions ofHsetex(Call call) {
    return new FieldOptions(call, "KEEPTTL").parse(2, true);
  }

  /** True where a time was given. */
  boolean timed() {
    return at != Value.NEVER;
  }

  private FieldOptions parse(int perField, boolean conditions) {
    Args in = call.options(2);
    while (in.more()) {
      if (in.word("FIELDS")) {
        takeFields(in, perField);
      } else if (!(conditions && takeCondition(in)) && !takeExpiry(in)) {
        throw Errors.quoting("ERR unknown argument: ", in.next(), "");
      }
    }
    if (!named) {
      throw new CommandException(NO_FIELDS);
    }
    return this;
  }

  private void takeFields(Args in, int perField) {
    if (named) {
      throw new CommandException(FIELDS_TWICE);
    }
    if (!in.more()) {
      throw new CommandException(TOO_FEW);
    }
    long count = in.integer(1, Integer.MAX_VALUE, BAD_COUNT);
    if (count * perField > in.left()) {
      throw new CommandException(TOO_FEW);
    }
    int from = in.position();
    int to = from + (int) count * perField;
    fields = Arrays.copyOfRange(call.args(), from, to);
    while (in.position() < to) {
      in.next();
    }
    named = true;
  }

  private boolean takeCondition(Args in) {
    boolean absent = in.word("FNX");
    if (!absent && !in.word("FXX")) {
      return false;
    }
    if (onlyIfAbsent || onlyIfPresent) {
      throw new CommandException(TWO_CONDITIONS);
    }
    onlyIfAbsent = absent;
    onlyIfPresent = !absent;
    return true;
  }

  private boolean takeExpiry(Args in) {
    if (in.word(otherWord)) {
      checkOnlyOne();
      other = true;
      return true;
    }
    return takeTime(in, "EX", 1000, call.now())
        || takeTime(in, "PX", 1, call.now())
        || takeTime(in, "EXAT", 1000, 0)
        || takeTime(in, "PXAT", 1, 0);
  }

  private boolean takeTime(Args in, String word, long unit, long base) {
    if (!in.word(word)) {
      return false;
    }
    checkOnlyOne();
    if (!in.more()) {
      throw new CommandException(NO_TIME);
    }
    at = DeadlineCommands.time(call, in.integer(), unit, base);
    return true;
  }

  private void checkOnlyOne() {
    if (other || timed()) {
      throw new CommandException(
          "ERR Only one of EX, PX, EXAT, PXAT or " + otherWord + " arguments can be specified");
    }
  }

  /** True where the hash has such fields as FNX and FXX ask for. */
  boolean allow(@Nullable HashValue hash) {
    if (!onlyIfAbsent && !onlyIfPresent) {
      return true;
    }
    for (int i = 0; i < fields.length; i += 2) {
      boolean there = hash != null && hash.contains(fields[i]);
      if (there == onlyIfAbsent) {
        return false;
      }
    }
    return true;
  }
}
