/**
 * The RDB format: how a value, or a whole keyspace, becomes bytes, and how bytes that come from
 * outside become one again. All encodings up to Redis 7.4 are read; what is written is the oldest
 * form that holds the data. Uses the ground only: it knows no keyspace.
 *
 * <p>Nothing that is read is trusted: no room is made for a length that the bytes left can't fill,
 * and what isn't whole and sound in each detail is refused with the reason.
 *
 * <p>Threads: readers and writers belong to one thread; a value that is written is guarded by the
 * lock of its shard.
 */
@NullMarked
package dev.redstart.engine.persistence.rdb;

import org.jspecify.annotations.NullMarked;
