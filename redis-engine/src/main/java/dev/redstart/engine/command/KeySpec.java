package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where some of a command's keys are among its arguments, in the words of COMMAND INFO.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/key-specs/">Key specifications</a>
 */
public sealed interface KeySpec {

  /**
   * How its commands use these keys, in COMMAND INFO's words: {@code RW access update} and so on.
   */
  String access();

  /** The same keys with another access. */
  KeySpec withAccess(String access);

  /** How arguments are used that name no key but are routed as if they did: shard channels. */
  String NOT_KEY = "not_key";

  /** False for what only looks like a key. */
  default boolean isKey() {
    return !access().equals(NOT_KEY);
  }

  /** False where the arguments make no sense, as where fewer keys follow than were announced. */
  default boolean fits(Bytes[] args) {
    return true;
  }

  /** Calls {@code each} with the index of each key. Arguments that make no sense give none. */
  void find(Bytes[] args, IntConsumer each);

  /**
   * From {@code first} to {@code last} (counted from the end where negative), each {@code step}-th.
   *
   * @param instead a word behind which the keys are where the first one is empty; none for most
   */
  record Range(int first, int last, int step, String access, @Nullable String instead)
      implements KeySpec {

    /** One without another place. */
    public Range(int first, int last, int step, String access) {
      this(first, last, step, access, null);
    }

    @Override
    public boolean fits(Bytes[] args) {
      return first < args.length;
    }

    @Override
    public void find(Bytes[] args, IntConsumer each) {
      if (instead != null && isElsewhere(args, instead)) {
        return;
      }
      int end = last >= 0 ? first + last : args.length + last;
      for (int i = first; i <= end && i < args.length; i += step) {
        each.accept(i);
      }
    }

    @Override
    public KeySpec withAccess(String newAccess) {
      return new Range(first, last, step, newAccess, instead);
    }

    private boolean isElsewhere(Bytes[] args, String word) {
      return first < args.length
          && args[first].isEmpty()
          && Arrays.stream(args).skip(first).anyMatch(arg -> arg.is(word));
    }
  }

  /** As many as the number at {@code position} says, after it. */
  record Counted(int position, int step, String access) implements KeySpec {
    @Override
    public boolean fits(Bytes[] args) {
      return end(args) > 0;
    }

    private long end(Bytes[] args) {
      if (position >= args.length || !Ascii.isLong(args[position].shared())) {
        return 0;
      }
      long count = Ascii.toLong(args[position].shared());
      long end = position + 1 + count * step;
      return count <= 0 || count > args.length || end > args.length ? 0 : end;
    }

    @Override
    public void find(Bytes[] args, IntConsumer each) {
      long end = end(args);
      for (int i = position + 1; i < end; i += step) {
        each.accept(i);
      }
    }

    @Override
    public KeySpec withAccess(String newAccess) {
      return new Counted(position, step, newAccess);
    }
  }

  /**
   * After the first {@code word} at or after {@code from} all ({@code last} −1) or half (−2) of the
   * rest; or one, after each such word, since a command may take the last of them.
   */
  record Keyword(String word, int from, int last, String access) implements KeySpec {

    /** One key follows the word. */
    static final int ONE = 0;

    /** The first half of what follows are keys, as after STREAMS. */
    static final int HALF = -2;

    /**
     * COMMAND INFO says that MIGRATE's word is looked for from the end. But a key may be named like
     * the word, so it is looked for from where options may stand, behind what names a user.
     */
    private static final int MIGRATE_OPTIONS = 6;

    @Override
    public void find(Bytes[] args, IntConsumer each) {
      for (int i = from < 0 ? MIGRATE_OPTIONS : from; i < args.length - 1; i++) {
        if (from < 0 && args[i].is("AUTH")) {
          i++;
        } else if (from < 0 && args[i].is("AUTH2")) {
          i += 2;
        } else if (args[i].is(word)) {
          int rest = args.length - i - 1;
          int count = last == ONE ? 1 : last == HALF ? rest / 2 : rest;
          for (int k = 1; k <= count; k++) {
            each.accept(i + k);
          }
          if (last != ONE) {
            return;
          }
        }
      }
    }

    @Override
    public KeySpec withAccess(String newAccess) {
      return new Keyword(word, from, last, newAccess);
    }
  }

  /**
   * One key after the last {@code word}: no rule of COMMAND INFO tells of it, so everything has to
   * be locked.
   */
  record Last(String word, String access) implements KeySpec {
    @Override
    public void find(Bytes[] args, IntConsumer each) {
      for (int i = args.length - 2; i > 0; i--) {
        if (args[i].is(word)) {
          each.accept(i + 1);
          return;
        }
      }
    }

    @Override
    public KeySpec withAccess(String newAccess) {
      return new Last(word, newAccess);
    }
  }

  /** Keys that no rule finds: a pattern names them, or a script. Everything has to be locked. */
  record Unknown(String access) implements KeySpec {
    @Override
    public void find(Bytes[] args, IntConsumer each) {
      // None can be told.
    }

    @Override
    public KeySpec withAccess(String newAccess) {
      return new Unknown(newAccess);
    }
  }
}
