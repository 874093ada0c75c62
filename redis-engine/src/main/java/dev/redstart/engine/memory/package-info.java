/**
 * Keeps the engine within its budget: maxmemory, which keys go to make room, and who is refused
 * where none may. Uses exec and below.
 *
 * <p>Threads: whoever calls makes the room, before it takes any lock; one at a time, guarded by the
 * evictor's monitor. Under it shards are locked one after the other and only where nobody else
 * holds them, so that no one waits for long.
 */
@NullMarked
package dev.redstart.engine.memory;

import org.jspecify.annotations.NullMarked;
