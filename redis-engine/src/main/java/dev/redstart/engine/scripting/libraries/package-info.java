/**
 * The libraries that scripts find besides Lua's own: {@code bit}, {@code struct}, {@code cjson} and
 * {@code cmsgpack}, with the exact behaviour of those that Redis has. Uses the Lua in {@code lua}
 * and {@code bytes}.
 *
 * <p>Threads: what is installed belongs to one state, and is used by its thread.
 */
@NullMarked
package dev.redstart.engine.scripting.libraries;

import org.jspecify.annotations.NullMarked;
