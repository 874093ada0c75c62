package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.scripting.lua.Chunk;

/**
 * A script, compiled.
 *
 * @param name its SHA-1, by which it is called
 * @param body its text
 * @param terms on which it runs, unless its caller wants others
 */
record Script(Bytes name, Bytes body, Chunk chunk, ScriptFlags flags, Run.Terms terms) {}
