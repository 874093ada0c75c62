package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

/** loadstring and load: chunks that scripts compile. Of source only, never of bytecode. */
final class Loading {

  private static final int BYTECODE = 27;

  private Loading() {}

  static Object loadstring(Arguments args) {
    LuaString source = args.text(1);
    return compile(args.thread(), source, args.text(2, source));
  }

  static Object load(Arguments args) {
    LuaFunction reader = args.function(1);
    LuaString name = args.text(2, LuaString.of("=(load)"));
    Buffer source = new Buffer(args.state());
    while (true) {
      Object piece;
      try {
        piece = LuaFunction.first(args.thread().call(reader));
      } catch (LuaError e) {
        return new Object[] {NIL, e.value()};
      }
      if (piece == NIL) {
        break;
      }
      LuaString text = LuaNumbers.toText(piece);
      if (text == null) {
        return new Object[] {NIL, LuaString.of("reader function must return a string")};
      }
      if (text.length() == 0) {
        break;
      }
      source.add(text);
    }
    return compile(args.thread(), source.toText(), name);
  }

  private static Object compile(LuaThread thread, LuaString source, LuaString name) {
    LuaState state = thread.state();
    if (source.length() > 0 && source.at(0) == BYTECODE) {
      LuaString message = LuaString.of("attempt to load chunk with wrong mode");
      return new Object[] {NIL, message};
    }
    try {
      state.memory().charge(20L * source.length());
      return state.load(Chunk.compile(source, name));
    } catch (LuaError e) {
      return new Object[] {NIL, e.value()};
    }
  }
}
