package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** An expression that may fail, and then has to say where. */
abstract class SiteExpression extends Expression implements Operation {

  private final ChunkName chunk;
  private final int line;

  SiteExpression(ChunkName chunk, int line) {
    this.chunk = chunk;
    this.line = line;
  }

  @Override
  public String position() {
    return chunk.position(line);
  }

  @Override
  public String source() {
    return chunk.source();
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public @Nullable String operandName(int number) {
    return null;
  }
}
