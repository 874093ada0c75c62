package dev.redstart.engine.scripting.lua;

import java.util.List;

/** A function as it stands in a chunk. Immutable once its chunk is compiled. */
final class Prototype {

  final ChunkName chunk;
  final int line;
  final int parameters;
  final boolean vararg;

  /** The slot of the table {@code arg} that old code expects, −1 where there is none to make. */
  final int argSlot;

  final int slots;
  final boolean[] captured;
  final boolean capturesParameter;
  final List<Upvalue> upvalues;
  final Statement body;

  /**
   * Where a closure takes a captured variable from.
   *
   * @param local a local of the enclosing function, else one of its upvalues
   */
  record Upvalue(String name, boolean local, int index) {}

  Prototype(FunctionScope scope, Statement body) {
    scope.end();
    this.chunk = scope.chunk();
    this.line = scope.line();
    this.parameters = scope.parameters();
    this.vararg = scope.isVararg();
    this.argSlot = scope.argSlot();
    this.slots = scope.slots();
    this.captured = scope.capturedParameters();
    boolean any = false;
    for (boolean c : captured) {
      any |= c;
    }
    this.capturesParameter = any;
    this.upvalues = scope.upvalues();
    this.body = body;
  }
}
