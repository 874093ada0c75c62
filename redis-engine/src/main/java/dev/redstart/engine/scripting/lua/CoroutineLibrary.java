package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.Nil.NIL;

import java.util.Arrays;

/** Lua's functions on coroutines. */
final class CoroutineLibrary {

  private CoroutineLibrary() {}

  static void install(LuaState state) {
    Library library = Library.named(state, "coroutine");
    library.add("create", CoroutineLibrary::create);
    library.add("resume", CoroutineLibrary::resume);
    library.add("running", CoroutineLibrary::running);
    library.add("status", CoroutineLibrary::status);
    library.add("wrap", CoroutineLibrary::wrap);
    library.add("yield", CoroutineLibrary::yieldValues);
  }

  private static Coroutine create(Arguments args) {
    if (!(args.get(1) instanceof LuaClosure function)) {
      throw LuaError.argument(1, "Lua function expected");
    }
    args.state().memory().charge(Coroutine.BYTES);
    return new Coroutine(args.state(), function);
  }

  private static Coroutine coroutine(Arguments args) {
    if (args.get(1) instanceof Coroutine coroutine) {
      return coroutine;
    }
    throw LuaError.argument(1, "coroutine expected");
  }

  private static Object resume(Arguments args) {
    Coroutine coroutine = coroutine(args);
    Object[] passed = Arrays.copyOfRange(args.all(), 1, args.count());
    try {
      return Metatables.withSelf(true, coroutine.resume(args.thread(), passed));
    } catch (LuaError e) {
      return new Object[] {false, e.value()};
    } catch (StackOverflowError e) {
      return new Object[] {false, LuaString.of("stack overflow")};
    }
  }

  private static Object running(Arguments args) {
    Coroutine coroutine = args.thread().coroutine();
    return coroutine == null ? NIL : coroutine;
  }

  private static Object status(Arguments args) {
    return LuaString.of(coroutine(args).status().word);
  }

  private static Object wrap(Arguments args) {
    Coroutine coroutine = create(args);
    return new NativeFunction(
        "wrap", args.state().globals(), a -> resumeWrapped(a.thread(), coroutine, a.all()));
  }

  private static Object resumeWrapped(LuaThread thread, Coroutine coroutine, Object[] args) {
    try {
      return BaseLibrary.results(coroutine.resume(thread, args));
    } catch (LuaError e) {
      throw LuaError.of(e.value(), 1);
    }
  }

  private static Object yieldValues(Arguments args) {
    Coroutine coroutine = args.thread().coroutine();
    if (coroutine == null || args.thread().isInsideNative()) {
      throw LuaError.plain("attempt to yield across metamethod/C-call boundary");
    }
    return BaseLibrary.results(coroutine.suspend(args.all()));
  }
}
