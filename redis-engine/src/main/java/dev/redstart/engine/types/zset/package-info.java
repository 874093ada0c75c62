/**
 * Sorted sets: their value in two encodings, and the commands on them. Uses command and the ground;
 * plain sets are known by {@link dev.redstart.engine.value.Members} only. Open to the geo commands,
 * whose values are sorted sets, and to what loads and saves.
 *
 * <p>Threads: a value is guarded by the lock of its key's shard; handlers have no state of their
 * own.
 */
@NullMarked
package dev.redstart.engine.types.zset;

import org.jspecify.annotations.NullMarked;
