package dev.redstart.engine.types.string;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import org.jspecify.annotations.Nullable;

/** The options of SET, GETEX and MSETEX. Each call has its own. */
final class SetOptions {

  /** What shall become of the key's deadline. */
  enum Expiry {
    NONE,
    /** Seconds from now. */
    EX,
    /** Milliseconds from now. */
    PX,
    /** Seconds since 1970. */
    EXAT,
    /** Milliseconds since 1970. */
    PXAT,
    /** As it was. */
    KEEPTTL,
    /** None from now on. */
    PERSIST;

    boolean timed() {
      return this == EX || this == PX || this == EXAT || this == PXAT;
    }

    boolean absolute() {
      return this == EXAT || this == PXAT;
    }
  }

  private static final Expiry[] TIMED = {Expiry.EX, Expiry.PX, Expiry.EXAT, Expiry.PXAT};

  /** What most calls have. */
  static final SetOptions PLAIN = new SetOptions();

  boolean onlyIfAbsent;
  boolean onlyIfPresent;
  boolean answersFormer;
  @Nullable Comparison comparison;
  Expiry expiry = Expiry.NONE;
  private Bytes time = Bytes.EMPTY;

  private SetOptions() {}

  static SetOptions ofSet(Call call) {
    if (call.argc() == 3) {
      return PLAIN;
    }
    SetOptions options = new SetOptions();
    Args args = call.options(3);
    while (args.more()) {
      if (!options.takeCondition(args)
          && !options.takeGet(args)
          && !options.takeExpiry(args)
          && !options.takeComparison(args)
          && !options.takeWord(args, Expiry.KEEPTTL)) {
        throw Errors.syntax();
      }
    }
    return options;
  }

  /** Of a call whose options begin at {@code from}. */
  static SetOptions ofMsetex(Call call, int from) {
    SetOptions options = new SetOptions();
    Args args = call.options(from);
    while (args.more()) {
      if (!options.takeCondition(args)
          && !options.takeExpiry(args)
          && !options.takeWord(args, Expiry.KEEPTTL)) {
        throw Errors.syntax();
      }
    }
    return options;
  }

  static SetOptions ofGetex(Call call) {
    SetOptions options = new SetOptions();
    Args args = call.options(2);
    while (args.more()) {
      if (!options.takeExpiry(args) && !options.takeWord(args, Expiry.PERSIST)) {
        throw Errors.syntax();
      }
    }
    return options;
  }

  /** A form of expiry with {@code time} as the caller wrote it. */
  static SetOptions expiring(Expiry expiry, Bytes time) {
    SetOptions options = new SetOptions();
    options.expiry = expiry;
    options.time = time;
    return options;
  }

  /** Options that may be said twice but not together with their opposite. */
  private boolean takeCondition(Args args) {
    if (comparison == null && !onlyIfPresent && args.word("NX")) {
      onlyIfAbsent = true;
    } else if (comparison == null && !onlyIfAbsent && args.word("XX")) {
      onlyIfPresent = true;
    } else {
      return false;
    }
    return true;
  }

  private boolean takeComparison(Args args) {
    if (comparison == null && !onlyIfAbsent && !onlyIfPresent) {
      comparison = Comparison.take(args);
      return comparison != null;
    }
    return false;
  }

  private boolean takeGet(Args args) {
    boolean get = args.word("GET");
    answersFormer |= get;
    return get;
  }

  private boolean takeExpiry(Args args) {
    for (Expiry form : TIMED) {
      if ((expiry == Expiry.NONE || expiry == form) && args.wordWithValue(form.name())) {
        expiry = form;
        time = args.next();
        return true;
      }
    }
    return false;
  }

  private boolean takeWord(Args args, Expiry form) {
    if ((expiry == Expiry.NONE || expiry == form) && args.word(form.name())) {
      expiry = form;
      return true;
    }
    return false;
  }

  /** The deadline in milliseconds since 1970; only where {@link Expiry#timed}. */
  long deadline(Call call) {
    byte[] text = time.shared();
    if (!Ascii.isLong(text)) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    }
    long amount = Ascii.toLong(text);
    boolean seconds = expiry == Expiry.EX || expiry == Expiry.EXAT;
    if (amount <= 0 || (seconds && amount > Long.MAX_VALUE / 1000)) {
      throw invalid(call);
    }
    long millis = seconds ? amount * 1000 : amount;
    if (expiry.absolute()) {
      return millis;
    }
    if (millis > Long.MAX_VALUE - call.now()) {
      throw invalid(call);
    }
    return millis + call.now();
  }

  private static CommandException invalid(Call call) {
    return new CommandException(Errors.invalidExpire(call.command().name()));
  }
}
