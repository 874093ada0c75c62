/**
 * A Lua 5.1 of our own: reads chunks, turns them into trees and runs them. Strings are bytes,
 * tables have the layout of the reference implementation (so that pairs visits in the same order),
 * and errors have its words. Uses the JDK and {@code bytes} only, and knows nothing of Redis.
 *
 * <p>Read {@code LuaState} first, then {@code Parser}, {@code Expression} and {@code Statement}.
 *
 * <p>Threads: a state, and everything that belongs to it, is used by one thread at a time; only
 * {@link dev.redstart.engine.scripting.lua.LuaState#kill} may be called from any other. Compiled
 * chunks are immutable and may be shared by states. Coroutines and very deep calls run on threads
 * of their own, that run one at a time and end with the script.
 */
@NullMarked
package dev.redstart.engine.scripting.lua;

import org.jspecify.annotations.NullMarked;
