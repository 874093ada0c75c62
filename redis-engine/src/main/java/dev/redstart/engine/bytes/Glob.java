package dev.redstart.engine.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern that whole byte strings match or don't: {@code *} any bytes, {@code ?} any byte, {@code
 * [a-z]} and {@code [^a-z]} sets, a backslash before what stands for itself.
 */
public final class Glob {

  /*
   * The pattern becomes runs of elements between its stars, each element one byte of the text. The first run must be at
   * the start of the text and the last one at its end; those between take the first place that they fit, which never
   * spoils a later run. Hence there is nothing to go back to, and no text takes more than its length times the longest
   * run between two stars.
   *
   * As Redis has it: bytes are signed where ranges compare them, ranges may be the wrong way round, an escaped byte in a
   * set has its case, a set without an end ends with the pattern, and no text but one of a byte or more matches stars.
   */

  /** Elements: a byte (0 to 255), any byte, or -2 - the index of a set. */
  private static final int ANY = -1;

  /** A pattern with more stars matches nothing, as in Redis, whose matcher goes no deeper. */
  private static final int MOST_RUNS = 1001;

  private static final int[] NOTHING = new int[0];

  private final boolean ignoreCase;
  private final List<long[]> sets = new ArrayList<>();

  /** There is a star between two runs. */
  private final int[][] runs;

  private final int shortest;
  private final boolean everything;

  private Glob(byte[] pattern, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    this.everything = pattern.length == 1 && pattern[0] == '*';
    this.runs = parse(pattern);
    int elements = 0;
    for (int[] run : runs) {
      elements += run.length;
    }
    this.shortest = elements;
  }

  /** The pattern that {@code text} is; each text is one. */
  public static Glob of(Bytes text) {
    return new Glob(text.shared(), false);
  }

  /** The pattern that {@code text} is, for ASCII letters of any case. */
  public static Glob ignoringCase(Bytes text) {
    return new Glob(text.shared(), true);
  }

  /**
   * True for the single star. Most commands take this for "no pattern", so that the empty string
   * matches as well.
   */
  public boolean isEverything() {
    return everything;
  }

  /** True where {@code text} matches. */
  public boolean matches(Bytes text) {
    return matches(text.shared());
  }

  /** True where {@code text} matches. */
  public boolean matches(byte[] text) {
    if (runs.length > MOST_RUNS) {
      return false;
    }
    if (text.length < shortest || (text.length == 0 && runs.length > 1)) {
      return false;
    }
    int[] first = runs[0];
    if (runs.length == 1) {
      return text.length == shortest && matchesAt(first, text, 0);
    }
    int[] last = runs[runs.length - 1];
    int end = text.length - last.length;
    if (!matchesAt(first, text, 0) || !matchesAt(last, text, end)) {
      return false;
    }
    int from = first.length;
    for (int i = 1; i < runs.length - 1; i++) {
      from = find(runs[i], text, from, end);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the first place of {@code run} in a range of the text ends; negative where there is none.
   */
  private int find(int[] run, byte[] text, int from, int end) {
    int head = run[0];
    for (int at = from; at + run.length <= end; at++) {
      if ((head < 0 || head == folded(text[at])) && matchesAt(run, text, at)) {
        return at + run.length;
      }
    }
    return -1;
  }

  private boolean matchesAt(int[] run, byte[] text, int at) {
    for (int i = 0; i < run.length; i++) {
      int element = run[i];
      if (element >= 0) {
        if (element != folded(text[at + i])) {
          return false;
        }
      } else if (element != ANY && !contains(sets.get(-2 - element), text[at + i])) {
        return false;
      }
    }
    return true;
  }

  private int folded(byte letter) {
    return (ignoreCase ? Ascii.lower(letter) : letter) & 0xff;
  }

  private static boolean contains(long[] set, byte letter) {
    return (set[(letter & 0xff) >> 6] >>> (letter & 63) & 1) != 0;
  }

  private int[][] parse(byte[] pattern) {
    List<int[]> found = new ArrayList<>();
    int[] run = new int[pattern.length];
    int length = 0;
    boolean starred = false;
    int i = 0;
    while (i < pattern.length) {
      byte here = pattern[i++];
      if (here == '*') {
        if (length > 0 || !starred) {
          found.add(Arrays.copyOf(run, length));
        }
        starred = true;
        length = 0;
      } else if (here == '[') {
        i = parseSet(pattern, i);
        run[length++] = -1 - sets.size();
      } else if (here == '?') {
        run[length++] = ANY;
      } else {
        run[length++] = folded(here == '\\' && i < pattern.length ? pattern[i++] : here);
      }
    }
    found.add(length == 0 ? NOTHING : Arrays.copyOf(run, length));
    return found.toArray(int[][]::new);
  }

  /** Reads the set behind a bracket at {@code from}; returns where the pattern goes on. */
  private int parseSet(byte[] pattern, int from) {
    int end = pattern.length;
    int i = from;
    boolean not = i < end && pattern[i] == '^';
    if (not) {
      i++;
    }
    long[] set = new long[4];
    while (i < end && pattern[i] != ']') {
      if (pattern[i] == '\\' && i + 1 < end) {
        include(set, pattern[i + 1]);
        i += 2;
      } else if (i + 2 < end && pattern[i + 1] == '-') {
        includeRange(set, pattern[i], pattern[i + 2]);
        i += 3;
      } else {
        includeAnyCase(set, pattern[i]);
        i++;
      }
    }
    if (not) {
      Arrays.setAll(set, word -> ~set[word]);
    }
    sets.add(set);
    return Math.min(i + 1, end);
  }

  private void includeRange(long[] set, byte one, byte other) {
    byte first = (byte) Math.min(one, other);
    byte last = (byte) Math.max(one, other);
    if (ignoreCase) {
      first = Ascii.lower(first);
      last = Ascii.lower(last);
    }
    for (int c = Byte.MIN_VALUE; c <= Byte.MAX_VALUE; c++) {
      byte letter = ignoreCase ? Ascii.lower((byte) c) : (byte) c;
      if (letter >= first && letter <= last) {
        include(set, (byte) c);
      }
    }
  }

  private void includeAnyCase(long[] set, byte letter) {
    include(set, letter);
    if (ignoreCase) {
      include(set, Ascii.lower(letter));
      include(set, Ascii.upper(letter));
    }
  }

  private static void include(long[] set, byte letter) {
    set[(letter & 0xff) >> 6] |= 1L << (letter & 63);
  }
}
