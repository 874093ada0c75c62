package dev.redstart.engine.scripting.lua;

/** Matches one of Lua's patterns at a place of a string. */
final class PatternMatcher {

  /** How many parts of a pattern may wait for what follows them; each takes room on the stack. */
  private static final int MAX_DEPTH = 1_000;

  private static final int MAX_CAPTURES = 32;
  private static final int OPEN = -1;
  private static final int POSITION = -2;
  private static final int ESCAPE = '%';
  private static final int NO = -1;

  private final LuaState state;
  private final byte[] source;
  private final byte[] pattern;
  private final int[] starts = new int[MAX_CAPTURES];
  private final int[] lengths = new int[MAX_CAPTURES];
  private int captures;
  private int depth;

  PatternMatcher(LuaState state, LuaString source, LuaString pattern) {
    this.state = state;
    this.source = source.bytes;
    this.pattern = pattern.bytes;
  }

  /** The end of the match that begins at {@code s} with the pattern from {@code p} on, or −1. */
  int match(int s, int p) {
    captures = 0;
    depth = 0;
    return go(s, p);
  }

  private int go(int from, int pattern) {
    state.poll();
    depth++;
    if (depth > MAX_DEPTH) {
      throw LuaError.at("pattern too complex");
    }
    try {
      return steps(from, pattern);
    } finally {
      depth--;
    }
  }

  private int steps(int from, int start) {
    int s = from;
    int p = start;
    while (p < pattern.length) {
      int c = pattern[p];
      if (c == '(') {
        return at(p + 1) == ')' ? open(s, p + 2, POSITION) : open(s, p + 1, OPEN);
      } else if (c == ')') {
        return close(s, p + 1);
      } else if (c == '$' && p + 1 == pattern.length) {
        return s == source.length ? s : NO;
      }
      int next = c == ESCAPE ? at(p + 1) : NO;
      if (next == 'b' || next == 'f' || isDigit(next)) {
        s = special(s, p, next);
        if (s == NO) {
          return NO;
        }
        p = next == 'b' ? p + 4 : next == 'f' ? endOfClass(p + 2) : p + 2;
        continue;
      }
      int end = endOfClass(p);
      int suffix = at(end);
      if (suffix == '*' || suffix == '+' || suffix == '-') {
        return repeated(s, p, end, suffix);
      }
      boolean matches = single(s, p, end);
      int result = matches && suffix == '?' ? go(s + 1, end + 1) : NO;
      if (result != NO || (!matches && suffix != '?')) {
        return result;
      }
      s += suffix == '?' ? 0 : 1;
      p = suffix == '?' ? end + 1 : end;
    }
    return s;
  }

  private int repeated(int s, int p, int end, int suffix) {
    if (suffix == '-') {
      return least(s, p, end);
    }
    if (suffix == '*') {
      return most(s, p, end);
    }
    return single(s, p, end) ? most(s + 1, p, end) : NO;
  }

  private int at(int p) {
    return p < pattern.length ? pattern[p] & 0xff : NO;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  // ---- what follows a percent sign

  private int special(int s, int p, int kind) {
    if (kind == 'b') {
      return balanced(s, p + 2);
    }
    return kind == 'f' ? frontier(s, p + 2) : captured(s, kind);
  }

  private int balanced(int s, int p) {
    if (p + 1 >= pattern.length) {
      throw LuaError.at("unbalanced pattern");
    }
    byte opening = pattern[p];
    byte closing = pattern[p + 1];
    if (s >= source.length || source[s] != opening) {
      return NO;
    }
    int level = 1;
    for (int i = s + 1; i < source.length; i++) {
      if (source[i] == closing) {
        level--;
        if (level == 0) {
          return i + 1;
        }
      } else if (source[i] == opening) {
        level++;
      }
    }
    return NO;
  }

  private int frontier(int s, int p) {
    if (at(p) != '[') {
      throw LuaError.at("missing '[' after '%f' in pattern");
    }
    int end = endOfClass(p);
    int before = s == 0 ? 0 : source[s - 1] & 0xff;
    int here = s < source.length ? source[s] & 0xff : 0;
    return !inSet(before, p, end - 1) && inSet(here, p, end - 1) ? s : NO;
  }

  private int captured(int s, int digit) {
    int i = digit - '1';
    if (i < 0 || i >= captures || lengths[i] == OPEN) {
      throw LuaError.at("invalid capture index");
    }
    int length = Math.max(0, lengths[i]);
    if (length > source.length - s) {
      return NO;
    }
    for (int k = 0; k < length; k++) {
      if (source[starts[i] + k] != source[s + k]) {
        return NO;
      }
    }
    return s + length;
  }

  // ---- captures

  private int open(int s, int p, int kind) {
    if (captures >= MAX_CAPTURES) {
      throw LuaError.at("too many captures");
    }
    starts[captures] = s;
    lengths[captures] = kind;
    captures++;
    int result = go(s, p);
    if (result == NO) {
      captures--;
    }
    return result;
  }

  private int close(int s, int p) {
    int i = captures - 1;
    while (i >= 0 && lengths[i] != OPEN) {
      i--;
    }
    if (i < 0) {
      throw LuaError.at("invalid pattern capture");
    }
    lengths[i] = s - starts[i];
    int result = go(s, p);
    if (result == NO) {
      lengths[i] = OPEN;
    }
    return result;
  }

  /** How many values the match has: its captures, or itself. */
  int values(boolean wholeIfNone) {
    return captures == 0 && wholeIfNone ? 1 : captures;
  }

  /** Capture {@code i}; the whole match, from {@code from} to {@code to}, where there is none. */
  Object capture(int i, int from, int to) {
    if (i >= captures) {
      if (i != 0) {
        throw LuaError.at("invalid capture index");
      }
      return text(from, to);
    }
    if (lengths[i] == POSITION) {
      return starts[i] + 1.0;
    }
    if (lengths[i] == OPEN) {
      throw LuaError.at("unfinished capture");
    }
    return text(starts[i], starts[i] + lengths[i]);
  }

  private LuaString text(int from, int to) {
    state.memory().charge(to - from + 40);
    byte[] part = new byte[to - from];
    System.arraycopy(source, from, part, 0, part.length);
    return LuaString.wrap(part);
  }

  // ---- repetitions

  private int most(int s, int p, int end) {
    int i = 0;
    while (single(s + i, p, end)) {
      i++;
    }
    for (; i >= 0; i--) {
      int result = go(s + i, end + 1);
      if (result != NO) {
        return result;
      }
    }
    return NO;
  }

  private int least(int from, int p, int end) {
    int s = from;
    while (true) {
      int result = go(s, end + 1);
      if (result != NO) {
        return result;
      }
      if (!single(s, p, end)) {
        return NO;
      }
      s++;
    }
  }

  // ---- classes

  /** The end of the class of characters that begins at {@code start}. */
  private int endOfClass(int start) {
    int p = start;
    int c = at(p++);
    if (c == ESCAPE) {
      if (p >= pattern.length) {
        throw LuaError.at("malformed pattern (ends with '%')");
      }
      return p + 1;
    }
    if (c == '[') {
      if (at(p) == '^') {
        p++;
      }
      do {
        if (p >= pattern.length) {
          throw LuaError.at("malformed pattern (missing ']')");
        }
        boolean escape = pattern[p] == ESCAPE;
        p++;
        if (escape && p < pattern.length) {
          p++;
        }
      } while (at(p) != ']');
      return p + 1;
    }
    return p;
  }

  private boolean single(int s, int p, int end) {
    if (s >= source.length) {
      return false;
    }
    int c = source[s] & 0xff;
    return switch (pattern[p]) {
      case '.' -> true;
      case ESCAPE -> isOfClass(c, pattern[p + 1] & 0xff);
      case '[' -> inSet(c, p, end - 1);
      default -> (pattern[p] & 0xff) == c;
    };
  }

  /** True where {@code c} is in the set between the brackets at {@code start} and {@code end}. */
  private boolean inSet(int c, int start, int end) {
    int p = start + 1;
    boolean wanted = true;
    if (at(p) == '^') {
      wanted = false;
      p++;
    }
    for (; p < end; p++) {
      if (pattern[p] == ESCAPE) {
        p++;
        if (isOfClass(c, at(p))) {
          return wanted;
        }
      } else if (at(p + 1) == '-' && p + 2 < end) {
        if (at(p) <= c && c <= at(p + 2)) {
          return wanted;
        }
        p += 2;
      } else if (at(p) == c) {
        return wanted;
      }
    }
    return !wanted;
  }

  private static boolean isOfClass(int c, int name) {
    boolean in =
        switch (name | 0x20) {
          case 'a' -> isLetter(c);
          case 'c' -> c < 32 || c == 127;
          case 'd' -> isDigit(c);
          case 'l' -> c >= 'a' && c <= 'z';
          case 'p' -> c > 32 && c < 127 && !isLetter(c) && !isDigit(c);
          case 's' -> NumberReader.isSpace(c);
          case 'u' -> c >= 'A' && c <= 'Z';
          case 'w' -> isLetter(c) || isDigit(c);
          case 'x' -> c < 128 && Character.digit(c, 16) >= 0;
          case 'z' -> c == 0;
          default -> false;
        };
    if (!isLetter(name) || "acdlpsuwxz".indexOf(name | 0x20) < 0) {
      return name == c;
    }
    boolean negated = name < 'a';
    return in != negated;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
