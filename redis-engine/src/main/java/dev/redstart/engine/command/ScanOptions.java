package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What SCAN, HSCAN, SSCAN and ZSCAN are asked for besides a place to go on from: the options, the
 * cursor's texts, and how far one call walks. They read the cursor first, then look for their key
 * (where it is absent, {@link #nothing} is the reply), and read the options only then.
 */
public final class ScanOptions {

  private static final long USUAL_COUNT = 10;
  private static final int STEPS_PER_ELEMENT = 10;

  private long count = USUAL_COUNT;
  private @Nullable Glob pattern;
  private @Nullable Bytes type;
  private boolean withValues = true;

  private ScanOptions() {}

  /** What is scanned: each command has an option that the others refuse. */
  public enum Of {
    /** SCAN, which knows TYPE. */
    KEYS,
    /** HSCAN, which knows NOVALUES. */
    FIELDS,
    /** SSCAN and ZSCAN. */
    MEMBERS
  }

  /** One step of a walk: visits what stands at a cursor, returns the next one. */
  @FunctionalInterface
  public interface Step<N> {
    long from(long cursor, Consumer<? super N> each);
  }

  /** Reads the options that are left in {@code args}. */
  public static ScanOptions parse(Args args, Of what) {
    ScanOptions options = new ScanOptions();
    while (args.more()) {
      if (args.wordWithValue("COUNT")) {
        options.count = args.integer();
        if (options.count < 1) {
          throw Errors.syntax();
        }
      } else if (args.wordWithValue("MATCH")) {
        Glob glob = Glob.of(args.next());
        options.pattern = glob.isEverything() ? null : glob;
      } else if (what == Of.KEYS && args.wordWithValue("TYPE")) {
        options.type = args.next();
      } else if (args.word("NOVALUES")) {
        if (what != Of.FIELDS) {
          throw new CommandException("ERR NOVALUES option can only be used in HSCAN");
        }
        options.withValues = false;
      } else {
        throw Errors.syntax();
      }
    }
    return options;
  }

  /** The cursor that {@code text} is, as an unsigned number. */
  public static long cursor(Bytes text) {
    return ScanCursor.parse(text.shared());
  }

  /** True where {@code name} is asked for. */
  public boolean matches(Bytes name) {
    return matches(name.shared());
  }

  /** True where {@code name} is asked for. */
  public boolean matches(byte[] name) {
    Glob glob = pattern;
    return glob == null || glob.matches(name);
  }

  /** The type of values that is asked for, null where any. */
  public @Nullable Bytes type() {
    return type;
  }

  /** False where a hash's values are not asked for. */
  public boolean withValues() {
    return withValues;
  }

  /**
   * Walks on from {@code cursor} until COUNT elements were visited, whether they match or not, or
   * there are no more; gives up after ten times as many steps.
   *
   * @param each gets all that is visited, and asks {@link #matches}
   * @return the cursor to go on with, zero at the end
   */
  public <N> long walk(long cursor, Step<N> step, Consumer<? super N> each) {
    Counter<N> counter = new Counter<>(each);
    long steps = count > Long.MAX_VALUE / STEPS_PER_ELEMENT ? -1 : count * STEPS_PER_ELEMENT;
    long at = cursor;
    do {
      at = step.from(at, counter);
    } while (at != 0 && steps-- != 0 && counter.seen < count);
    return at;
  }

  /** The reply to a scan. */
  public static Reply reply(long cursor, List<Reply> found) {
    return Reply.array(Reply.bulk(Long.toUnsignedString(cursor)), Reply.array(found));
  }

  /** The reply where there is nothing to scan. */
  public static Reply nothing() {
    return reply(0, List.of());
  }

  private static final class Counter<N> implements Consumer<N> {

    private final Consumer<? super N> each;
    private long seen;

    Counter(Consumer<? super N> each) {
      this.each = each;
    }

    @Override
    public void accept(N node) {
      seen++;
      each.accept(node);
    }
  }
}
