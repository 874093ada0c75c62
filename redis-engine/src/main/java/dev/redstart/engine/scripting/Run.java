package dev.redstart.engine.scripting;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.exec.Inside;

/** One script that runs. Others look at it only to kill it, or to say that it is there. */
final class Run {

  private final Call call;
  private final Inside inside;
  private final String name;
  private final boolean readOnly;
  private final long startedAt;
  private final boolean function;
  private int protocol = 2;
  private volatile boolean wrote;
  private volatile boolean killed;

  /**
   * @param startedAt nanoseconds
   */
  Run(Call call, Inside inside, Terms terms, long startedAt) {
    this.call = call;
    this.inside = inside;
    this.name = terms.name();
    this.readOnly = terms.readOnly();
    this.function = terms.function();
    this.startedAt = startedAt;
  }

  /**
   * On what terms a script runs.
   *
   * @param name the script's SHA-1, or the function's name
   */
  record Terms(String name, boolean function, boolean readOnly) {}

  Call call() {
    return call;
  }

  Inside inside() {
    return inside;
  }

  String name() {
    return name;
  }

  boolean isFunction() {
    return function;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  long startedAt() {
    return startedAt;
  }

  /** The protocol in which the script sees replies, and is read. */
  int protocol() {
    return protocol;
  }

  void protocol(int version) {
    protocol = version;
    call.client().protocol(version);
  }

  boolean wrote() {
    return wrote;
  }

  void writes() {
    wrote = true;
  }

  boolean killed() {
    return killed;
  }

  void kill() {
    killed = true;
  }
}
