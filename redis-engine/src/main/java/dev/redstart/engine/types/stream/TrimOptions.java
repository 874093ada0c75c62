package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What XADD and XTRIM are asked for before the id. */
final class TrimOptions {

  private static final Bytes NOMKSTREAM = Bytes.of("NOMKSTREAM");
  private static final Bytes MAXLEN = Bytes.of("MAXLEN");
  private static final Bytes MINID = Bytes.of("MINID");
  private static final Bytes EXACTLY = Bytes.of("=");
  private static final String TWO_STRATEGIES =
      "ERR syntax error, MAXLEN and MINID options at the same time are not compatible";

  private final boolean adding;
  private boolean noMake;
  private boolean trims;
  private boolean byId;
  private boolean about;
  private long maxLength;
  private StreamId minId = StreamId.ZERO;
  private long limit;
  private boolean limited;
  private References references = References.KEEPREF;

  private TrimOptions(boolean adding) {
    this.adding = adding;
  }

  /** Reads up to the id of an XADD, which is next then. */
  static TrimOptions ofXadd(Args args) {
    return parse(args, new TrimOptions(true));
  }

  /** Reads all options of an XTRIM. */
  static TrimOptions ofXtrim(Args args) {
    return parse(args, new TrimOptions(false));
  }

  boolean noMake() {
    return noMake;
  }

  /** What to do, null where nothing. */
  @Nullable Trimming trimming(StreamLimits limits) {
    if (!trims) {
      return null;
    }
    long most = limited || !about ? limit : limits.trimmedAtOnce();
    return new Trimming(maxLength, minId, byId, about, most, references);
  }

  /** True where what is trimmed depends on how the entries are packed. */
  boolean about() {
    return about;
  }

  /** The same options in a form that comes to the same result with any packing. */
  List<Bytes> exactly(StreamValue result) {
    List<Bytes> words = new ArrayList<>();
    if (noMake) {
      words.add(NOMKSTREAM);
    }
    if (trims) {
      words.add(byId ? MINID : MAXLEN);
      words.add(EXACTLY);
      words.add(byId ? boundOf(result) : Bytes.of(about ? result.length() : maxLength));
      words.add(references.word());
    }
    return words;
  }

  private Bytes boundOf(StreamValue result) {
    return about && result.length() > 0 ? result.firstId().text() : minId.text();
  }

  private static TrimOptions parse(Args args, TrimOptions options) {
    boolean more = args.more();
    while (more) {
      more = options.take(args) && args.more();
    }
    options.check();
    return options;
  }

  /** Takes one option; false where the id comes next. */
  private boolean take(Args args) {
    if (args.wordWithValue("MAXLEN")) {
      strategy(args);
      maxLength = args.integer();
      atLeastZero(maxLength, "MAXLEN");
    } else if (args.wordWithValue("MINID")) {
      strategy(args);
      byId = true;
      minId = IdSyntax.id(args.next());
    } else if (args.wordWithValue("LIMIT")) {
      limit = args.integer();
      atLeastZero(limit, "LIMIT");
      limited = true;
    } else if (adding && args.word("NOMKSTREAM")) {
      noMake = true;
    } else {
      References given = References.next(args);
      if (given == null && !adding) {
        throw Errors.syntax();
      }
      references = given == null ? references : given;
      return given != null;
    }
    return true;
  }

  private void strategy(Args args) {
    if (trims) {
      throw new CommandException(TWO_STRATEGIES);
    }
    trims = true;
    about = args.wordWithValue("~");
    if (!about) {
      boolean unused = args.wordWithValue("=");
    }
  }

  private static void atLeastZero(long value, String word) {
    if (value < 0) {
      throw new CommandException("ERR The " + word + " argument must be >= 0.");
    }
  }

  /** In an XADD Redis reads the id before it looks whether the options go together. */
  private void check() {
    if (!adding) {
      checkTogether();
    }
  }

  /** Looks whether the options go together. */
  void checkTogether() {
    if (limit != 0 && !trims) {
      throw new CommandException(
          "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
    }
    if (!adding && !trims) {
      throw new CommandException("ERR syntax error, XTRIM must be called with a trimming strategy");
    }
    if (limited && !about) {
      throw new CommandException(
          "ERR syntax error, LIMIT cannot be used without the special ~ option");
    }
  }
}
