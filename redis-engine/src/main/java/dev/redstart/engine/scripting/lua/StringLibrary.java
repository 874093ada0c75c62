package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.LuaFunction.NONE;

/** Lua's functions on strings, but for those that look for patterns. */
final class StringLibrary {

  private static final LuaString COMPILED = LuaString.of("\033Lua");

  private StringLibrary() {}

  static void install(LuaState state) {
    Library string = Library.named(state, "string");
    string.add("byte", StringLibrary::octets);
    string.add("char", StringLibrary::character);
    string.add("dump", StringLibrary::dump);
    string.add("format", TextFormat::format);
    string.add("len", args -> (double) args.text(1).length());
    string.add("lower", args -> mapped(args, 'A', 'Z', 32));
    string.add("upper", args -> mapped(args, 'a', 'z', -32));
    string.add("rep", StringLibrary::rep);
    string.add("reverse", StringLibrary::reverse);
    string.add("sub", StringLibrary::sub);
    PatternLibrary.install(string);
    LuaTable meta = new LuaTable();
    meta.put("__index", string.table());
    state.stringMetatable(meta);
  }

  /** Answers no more than the mark of compiled code: there is none, and nobody would load it. */
  private static Object dump(Arguments args) {
    if (args.function(1) instanceof LuaClosure) {
      return COMPILED;
    }
    throw LuaError.at("unable to dump given function");
  }

  /** A position that may be counted from the end. */
  private static long position(long position, int length) {
    return position < 0 ? Math.max(0, position + length + 1) : position;
  }

  private static Object sub(Arguments args) {
    LuaString text = args.text(1);
    long from = Math.max(1, position(args.integer(2), text.length()));
    long to = Math.min(text.length(), position(args.integer(3, -1), text.length()));
    if (from > to) {
      return LuaString.EMPTY;
    }
    args.state().memory().charge(to - from + 40);
    return text.slice((int) from - 1, (int) to);
  }

  private static Object octets(Arguments args) {
    LuaString text = args.text(1);
    long first = position(args.integer(2, 1), text.length());
    long from = Math.max(1, first);
    long to = Math.min(text.length(), position(args.integer(3, first), text.length()));
    if (from > to) {
      return NONE;
    }
    if (to - from >= 7_999) {
      throw LuaError.at("string slice too long");
    }
    Object[] octets = new Object[(int) (to - from + 1)];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (double) text.at((int) from - 1 + i);
    }
    return BaseLibrary.results(octets);
  }

  private static Object character(Arguments args) {
    byte[] out = new byte[args.count()];
    for (int i = 1; i <= out.length; i++) {
      int c = args.whole(i);
      if (c < 0 || c > 255) {
        throw LuaError.argument(i, "invalid value");
      }
      out[i - 1] = (byte) c;
    }
    return LuaString.wrap(out);
  }

  private static Object mapped(Arguments args, int from, int to, int distance) {
    LuaString text = args.text(1);
    byte[] out = Buffer.allocate(args.state(), text.length());
    for (int i = 0; i < out.length; i++) {
      int c = text.bytes[i];
      out[i] = (byte) (c >= from && c <= to ? c + distance : c);
    }
    return LuaString.wrap(out);
  }

  private static Object rep(Arguments args) {
    LuaString text = args.text(1);
    long count = Math.max(0, args.whole(2));
    byte[] out = Buffer.allocate(args.state(), text.length() * count);
    int done = Math.min(text.length(), out.length);
    System.arraycopy(text.bytes, 0, out, 0, done);
    while (done < out.length) {
      int more = Math.min(done, out.length - done);
      System.arraycopy(out, 0, out, done, more);
      done += more;
    }
    return LuaString.wrap(out);
  }

  private static Object reverse(Arguments args) {
    LuaString text = args.text(1);
    byte[] out = Buffer.allocate(args.state(), text.length());
    for (int i = 0; i < out.length; i++) {
      out[i] = text.bytes[out.length - 1 - i];
    }
    return LuaString.wrap(out);
  }
}
