package dev.redstart.engine.scripting.lua;

/** An expression that looks for one name, as a rule in the same table as before. */
abstract class LookUp extends SiteExpression {

  /** The node where the name was found last. Only a guess: tables change, and so do threads. */
  int node;

  LookUp(ChunkName chunk, int line) {
    super(chunk, line);
  }
}
