package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** Lua's functions that look for patterns. */
final class PatternLibrary {

  private static final String SPECIAL = "^$*+?.([%-";

  private PatternLibrary() {}

  static void install(Library string) {
    string.add("find", args -> find(args, true));
    string.add("match", args -> find(args, false));
    NativeFunction gmatch = string.add("gmatch", PatternLibrary::gmatch);
    string.set("gfind", gmatch);
    string.add("gsub", PatternLibrary::gsub);
  }

  // ---- find and match

  private static Object find(Arguments args, boolean positions) {
    LuaString source = args.text(1);
    LuaString pattern = args.text(2);
    long start = args.integer(3, 1);
    if (start < 0) {
      start += source.length() + 1;
    }
    int from = (int) Math.min(Math.max(start - 1, 0), source.length());
    if (positions && (Metatables.isTrue(args.get(4)) || isPlain(pattern))) {
      int found = indexOf(args.state(), source.bytes, pattern.bytes, from);
      return found < 0 ? NIL : new Object[] {found + 1.0, (double) (found + pattern.length())};
    }
    PatternMatcher matcher = new PatternMatcher(args.state(), source, pattern);
    boolean anchored = isAnchored(pattern);
    int s = from;
    do {
      int end = matcher.match(s, anchored ? 1 : 0);
      if (end >= 0) {
        return positions ? found(matcher, s, end) : captures(matcher, s, end);
      }
      args.state().poll();
      s++;
    } while (s <= source.length() && !anchored);
    return NIL;
  }

  private static boolean isAnchored(LuaString pattern) {
    return pattern.length() > 0 && pattern.at(0) == '^';
  }

  private static boolean isPlain(LuaString pattern) {
    for (byte b : pattern.bytes) {
      if (SPECIAL.indexOf(b) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(LuaState state, byte[] in, byte[] what, int from) {
    if (what.length == 0) {
      return from;
    }
    for (int i = from; i <= in.length - what.length; i++) {
      if (in[i] == what[0]) {
        int k = 1;
        while (k < what.length && in[i + k] == what[k]) {
          k++;
        }
        if (k == what.length) {
          return i;
        }
        state.poll();
      }
    }
    return -1;
  }

  private static Object found(PatternMatcher matcher, int from, int to) {
    int count = matcher.values(false);
    Object[] results = new Object[count + 2];
    results[0] = from + 1.0;
    results[1] = (double) to;
    for (int i = 0; i < count; i++) {
      results[i + 2] = matcher.capture(i, from, to);
    }
    return results;
  }

  private static Object captures(PatternMatcher matcher, int from, int to) {
    int count = matcher.values(true);
    if (count == 1) {
      return matcher.capture(0, from, to);
    }
    Object[] results = new Object[count];
    for (int i = 0; i < count; i++) {
      results[i] = matcher.capture(i, from, to);
    }
    return results;
  }

  // ---- gmatch

  private static Object gmatch(Arguments args) {
    Walk walk = new Walk(args.text(1), args.text(2));
    return new NativeFunction("gmatch", args.state().globals(), walk::next);
  }

  /** One walk over all matches in a string. */
  private static final class Walk {
    private final LuaString source;
    private final LuaString pattern;
    private int at;

    Walk(LuaString source, LuaString pattern) {
      this.source = source;
      this.pattern = pattern;
    }

    Object next(Arguments args) {
      PatternMatcher matcher = new PatternMatcher(args.state(), source, pattern);
      for (int s = at; s <= source.length(); s++) {
        int end = matcher.match(s, 0);
        if (end >= 0) {
          at = end == s ? end + 1 : end;
          return captures(matcher, s, end);
        }
        args.state().poll();
      }
      at = source.length() + 1;
      return NIL;
    }
  }

  // ---- gsub

  private static Object gsub(Arguments args) {
    LuaString source = args.text(1);
    LuaString pattern = args.text(2);
    Object by = args.get(3);
    if (!(by instanceof LuaString
        || by instanceof Double
        || by instanceof LuaTable
        || by instanceof LuaFunction)) {
      throw LuaError.argument(3, "string/function/table expected");
    }
    int max = args.whole(4, source.length() + 1);
    boolean anchored = isAnchored(pattern);
    PatternMatcher matcher = new PatternMatcher(args.state(), source, pattern);
    Buffer out = new Buffer(args.state());
    int s = 0;
    int count = 0;
    while (count < max) {
      int end = matcher.match(s, anchored ? 1 : 0);
      if (end >= 0) {
        count++;
        replace(args.thread(), matcher, by, new Match(source, s, end), out);
      }
      if (end > s) {
        s = end;
      } else if (s < source.length()) {
        out.add(source.bytes[s]);
        s++;
      } else {
        break;
      }
      if (anchored) {
        break;
      }
      args.state().poll();
    }
    out.add(source.bytes, Math.min(s, source.length()), source.length());
    return new Object[] {out.toText(), (double) count};
  }

  private record Match(LuaString source, int from, int to) {}

  private static void replace(
      LuaThread thread, PatternMatcher matcher, Object by, Match match, Buffer out) {
    Object value;
    if (by instanceof LuaTable table) {
      Object key = matcher.capture(0, match.from, match.to);
      value = Metatables.index(thread, null, table, key);
    } else if (by instanceof LuaFunction) {
      Object[] args = LuaFunction.all(captures(matcher, match.from, match.to));
      value = LuaFunction.first(thread.call(by, args));
    } else {
      LuaString text = LuaNumbers.toText(by);
      if (text != null) {
        template(matcher, text.bytes, match, out);
      }
      return;
    }
    LuaString text = LuaNumbers.toText(value);
    if (text != null) {
      out.add(text);
    } else if (Metatables.isTrue(value)) {
      throw LuaError.at("invalid replacement value (a " + TypeNames.of(value) + ")");
    } else {
      out.add(match.source.bytes, match.from, match.to);
    }
  }

  private static void template(PatternMatcher matcher, byte[] text, Match match, Buffer out) {
    int i = 0;
    while (i < text.length) {
      if (text[i] != '%') {
        out.add(text[i]);
        i++;
        continue;
      }
      int c = i + 1 < text.length ? text[i + 1] : 0;
      i += 2;
      if (c < '0' || c > '9') {
        out.add(c);
      } else if (c == '0') {
        out.add(match.source.bytes, match.from, match.to);
      } else {
        LuaString part = LuaNumbers.toText(matcher.capture(c - '1', match.from, match.to));
        if (part != null) {
          out.add(part);
        }
      }
    }
  }
}
