package dev.redstart.engine.scripting.lua;

import java.util.function.Function;

/** pcall and xpcall: calls whose errors are answers. */
final class ProtectedCalls {

  private ProtectedCalls() {}

  static Object pcall(Arguments args) {
    Object function = args.any(1);
    Object[] all = args.all();
    Object[] rest = new Object[all.length - 1];
    System.arraycopy(all, 1, rest, 0, rest.length);
    return protect(args.thread(), function, rest, error -> error);
  }

  static Object xpcall(Arguments args) {
    Object handler = args.any(2);
    LuaThread thread = args.thread();
    return protect(
        thread,
        args.get(1),
        LuaFunction.NONE,
        error -> {
          try {
            return LuaFunction.first(thread.call(handler, error));
          } catch (LuaError | StackOverflowError e) {
            return LuaString.of("error in error handling");
          }
        });
  }

  private static Object protect(
      LuaThread thread, Object function, Object[] args, Function<Object, Object> handler) {
    long mark = thread.mark();
    Object error;
    try {
      Object results = thread.call(function, args);
      return Metatables.withSelf(true, LuaFunction.all(results));
    } catch (LuaError e) {
      error = e.value();
    } catch (StackOverflowError e) {
      error = LuaString.of("stack overflow");
    } catch (OutOfMemoryError e) {
      error = LuaString.of("not enough memory");
    }
    thread.restore(mark);
    return new Object[] {false, handler.apply(error)};
  }
}
