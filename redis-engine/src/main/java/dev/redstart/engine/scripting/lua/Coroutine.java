package dev.redstart.engine.scripting.lua;

import static dev.redstart.engine.scripting.lua.LuaFunction.NONE;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine. It has a thread of its own, that runs only while who resumed it waits, and that ends
 * with the script at the latest.
 */
public final class Coroutine {

  /** About how many bytes one takes that has not begun. */
  static final long BYTES = 512;

  private static final long STACK = 2L << 20;

  /** What a coroutine is doing. */
  enum Status {
    SUSPENDED("suspended"),
    RUNNING("running"),
    NORMAL("normal"),
    DEAD("dead");

    final String word;

    Status(String word) {
      this.word = word;
    }
  }

  private final LuaThread thread;
  private final LuaFunction body;
  private final Semaphore itsTurn = new Semaphore(0);
  private final Semaphore resumersTurn = new Semaphore(0);
  private Status status = Status.SUSPENDED;
  private boolean started;
  private boolean abandoned;

  /** The last {@link Census} that has counted this. */
  short census;

  private Object[] passed = NONE;
  private @Nullable Throwable thrown;

  Coroutine(LuaState state, LuaFunction body) {
    this.thread = new LuaThread(state, this);
    this.body = body;
  }

  Status status() {
    return status;
  }

  LuaThread thread() {
    return thread;
  }

  LuaFunction body() {
    return body;
  }

  Object[] passed() {
    return passed;
  }

  /** Runs it until it yields or ends, and returns what it hands over. */
  Object[] resume(LuaThread resumer, Object[] args) {
    if (status != Status.SUSPENDED) {
      throw LuaError.plain("cannot resume " + status.word + " coroutine");
    }
    if (!started) {
      resumer.state().started(this);
    }
    Coroutine before = resumer.coroutine();
    if (before != null) {
      before.status = Status.NORMAL;
    }
    status = Status.RUNNING;
    passed = args;
    turn();
    if (before != null) {
      before.status = Status.RUNNING;
    }
    Throwable t = thrown;
    if (t != null) {
      thrown = null;
      throw Waiting.unchecked(t);
    }
    return passed;
  }

  private void turn() {
    if (started) {
      itsTurn.release();
    } else {
      started = true;
      thread.state().leavesThread();
      Thread java = new Thread(null, this::run, "redstart-lua-coroutine", STACK);
      java.setDaemon(true);
      java.start();
    }
    resumersTurn.acquireUninterruptibly();
  }

  private void run() {
    try {
      passed = LuaFunction.all(body.call(thread, passed));
    } catch (LuaError e) {
      thrown = e.throughNative();
    } catch (Throwable t) {
      thrown = t;
    } finally {
      status = Status.DEAD;
      thread.state().ended(this);
      resumersTurn.release();
    }
  }

  /** Hands {@code values} to who resumed it, and waits to be resumed. */
  Object[] suspend(Object[] values) {
    passed = values;
    status = Status.SUSPENDED;
    resumersTurn.release();
    itsTurn.acquireUninterruptibly();
    if (abandoned) {
      throw new ScriptKilled(null);
    }
    return passed;
  }

  /** Ends its thread, for the script has ended. It is suspended. */
  void abandon() {
    abandoned = true;
    itsTurn.release();
    resumersTurn.acquireUninterruptibly();
    thrown = null;
  }
}
