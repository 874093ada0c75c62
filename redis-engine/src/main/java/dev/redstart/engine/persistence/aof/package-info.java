/**
 * The append only file: a log of all writes in the form of Redis 7, a base and increments that a
 * manifest lists. Knows the executor, whose writes it hears and which it replays them by, and
 * nothing of RDB: what a base holds is the business of a {@link
 * dev.redstart.engine.persistence.aof.Bases}.
 *
 * <p>Threads: {@link dev.redstart.engine.persistence.aof.AofLog} takes writes from any thread,
 * under the locks of their keys, into memory; one thread of its own brings them to the disk. A
 * rewrite has a thread while it runs.
 */
@NullMarked
package dev.redstart.engine.persistence.aof;

import org.jspecify.annotations.NullMarked;
