package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** An expression that may fail, and then has to say where. */
abstract class SiteExpression extends Expression implements Operation {

  private final Site site;

  SiteExpression(ChunkName chunk, int line) {
    this.site = new Site(chunk, line);
  }

  @Override
  public Site site() {
    return site;
  }

  @Override
  public @Nullable String operandName(int number) {
    return null;
  }
}
