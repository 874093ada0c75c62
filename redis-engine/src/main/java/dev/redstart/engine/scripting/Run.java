package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.exec.Inside;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.time.Clock;

/** One script that runs. Others look at it only to kill it, or to say that it is there. */
final class Run {

  private static final int MOST_LOOKED_AT = 8;

  private final Call call;
  private final Inside inside;
  private final Terms terms;
  private final LuaState state;
  private final Clock clock;
  private boolean mayGrow = true;
  private int protocol = 2;
  private volatile boolean wrote;
  private volatile boolean killed;
  private volatile boolean told;

  Run(Call call, Inside inside, Terms terms, LuaState state, Clock clock) {
    this.call = call;
    this.inside = inside;
    this.terms = terms;
    this.state = state;
    this.clock = clock;
  }

  /**
   * On what terms a script runs.
   *
   * @param name the script's SHA-1, or the function's name
   */
  record Terms(String name, boolean function, boolean readOnly, ScriptFlags flags) {}

  Call call() {
    return call;
  }

  Inside inside() {
    return inside;
  }

  String name() {
    return terms.name();
  }

  boolean isFunction() {
    return terms.function();
  }

  boolean isReadOnly() {
    return terms.readOnly();
  }

  /** Steady nanoseconds, 0 as long as nobody needs to know: it has done little yet. */
  long startedAt() {
    return call.startedAt();
  }

  /** It takes long from now on. */
  void takesLong() {
    if (call.startedAt() == 0) {
      call.startedLate(clock.nanos());
    }
  }

  /**
   * The bytes of {@code text}; the very object that came with the call, where they are of its
   * arguments, for it may know its hash.
   */
  Bytes given(LuaString text) {
    Bytes[] args = call.args();
    int last = Math.min(args.length, MOST_LOOKED_AT);
    for (int i = 3; i < last; i++) {
      if (args[i].shared() == text.shared()) {
        return args[i];
      }
    }
    return text.toBytes();
  }

  /** The protocol in which the script sees replies, and is read. */
  int protocol() {
    return protocol;
  }

  void protocol(int version) {
    protocol = version;
    call.client().protocol(version);
  }

  /** False where memory was full at the start and the script said nothing of it. */
  boolean mayGrow() {
    return mayGrow;
  }

  void mayGrow(boolean may) {
    mayGrow = may;
  }

  boolean wrote() {
    return wrote;
  }

  void writes() {
    wrote = true;
  }

  /** True the first time: somebody is about to tell the log that it takes too long. */
  synchronized boolean toBeTold() {
    boolean first = !told;
    told = true;
    return first;
  }

  boolean killed() {
    return killed;
  }

  /** Asks it to end at once. */
  void kill() {
    killed = true;
    state.kill();
  }
}
