package dev.redstart.engine.scripting.lua;

/** A compiled chunk. Immutable, and free to be used by any number of states. */
public final class Chunk {

  private final Prototype prototype;

  private Chunk(Prototype prototype) {
    this.prototype = prototype;
  }

  /**
   * Compiles a chunk; throws {@link LuaError} where it isn't Lua.
   *
   * @param name what messages call it, beginning with {@code =} or {@code @}; else its own text
   */
  public static Chunk compile(LuaString source, LuaString name) {
    ChunkName chunk = new ChunkName(name);
    try {
      return new Chunk(new Parser(new Lexer(source.bytes, chunk)).chunk());
    } catch (StackOverflowError e) {
      throw LuaError.plain(chunk.position(1) + "chunk has too many syntax levels");
    }
  }

  Prototype prototype() {
    return prototype;
  }
}
