/**
 * Scripts and functions: EVAL, SCRIPT, FUNCTION and FCALL on a Lua of our own. Uses exec and what
 * is below it, the Lua in {@code lua}, and the libraries for it in {@code libraries}.
 *
 * <p>Threads: a script runs on its caller's thread, and locks extensibly, so at most one runs at a
 * time, and the Lua states need no other lock. Only the note of what is running is read by others:
 * by who wants to kill it, and by the gate that answers BUSY.
 */
@NullMarked
package dev.redstart.engine.scripting;

import org.jspecify.annotations.NullMarked;
