package dev.redstart.engine.scripting.lua;

/** A line of a chunk. */
record Site(ChunkName chunk, int line) {}
