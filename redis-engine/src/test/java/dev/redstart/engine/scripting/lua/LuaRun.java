package dev.redstart.engine.scripting.lua;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Runs a chunk in a state of its own and keeps what it prints. */
final class LuaRun {

  private LuaRun() {}

  /** What the chunk prints; an error that it ends with is the last line. */
  static String output(String source) {
    StringBuilder out = new StringBuilder();
    LuaState state = state(256L << 20, out);
    try {
      LuaString text = LuaString.wrap(source.getBytes(StandardCharsets.ISO_8859_1));
      LuaFunction chunk = state.load(Chunk.compile(text, LuaString.of("=chunk")));
      // The oracle's chunk, too, runs within three calls by native functions.
      LuaFunction pcall = (LuaFunction) state.globals().get("pcall");
      Object[] results = LuaFunction.all(state.call(pcall, pcall, pcall, chunk));
      if (results[2] == Boolean.FALSE) {
        throw LuaError.of(results[3], 0);
      }
    } catch (LuaError e) {
      Object value = e.value();
      out.append("error: ").append(latin(BaseLibrary.toText(state.main(), value))).append('\n');
    } finally {
      state.endScript();
    }
    return out.toString();
  }

  /** A state with all libraries, and with a print that appends to {@code out}. */
  static LuaState state(long budget, StringBuilder out) {
    LuaState state = new LuaState(budget);
    StandardLibraries.install(state, new Numbers(), () -> 0.25);
    Library.globals(state)
        .add(
            "print",
            args -> {
              StringJoiner line = new StringJoiner("\t", "", "\n");
              for (Object value : args.all()) {
                line.add(latin(BaseLibrary.toText(args.thread(), value)));
              }
              out.append(line);
              return LuaFunction.NONE;
            });
    return state;
  }

  private static String latin(Object text) {
    return text instanceof LuaString string ? string.untilZero().toLatin() : "?";
  }

  /** Chance without any. */
  private static final class Numbers implements MathLibrary.Chance {
    @Override
    public double next() {
      return 0.5;
    }

    @Override
    public void seed(int seed) {}
  }
}
