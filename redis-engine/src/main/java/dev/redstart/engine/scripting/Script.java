package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.scripting.lua.Chunk;

/**
 * A script, compiled.
 *
 * @param sha its SHA-1, by which it is called
 * @param body its text
 */
record Script(String sha, Bytes body, Chunk chunk, ScriptFlags flags) {}
