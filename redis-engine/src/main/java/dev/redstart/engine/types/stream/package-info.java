/**
 * Streams: their value, consumer groups, and the commands on them. Uses command and the ground.
 *
 * <p>For what saves and loads: {@link dev.redstart.engine.types.stream.StreamValue} hands out its
 * {@linkplain dev.redstart.engine.types.stream.StreamValue#nodes nodes}, each an id and a listpack
 * in Redis' form, and its {@linkplain dev.redstart.engine.types.stream.StreamValue#groups groups}
 * with what is pending and their consumers. A stream is restored by an empty value, {@code
 * restoreNode} for each node in order, {@code restoreCounters}, {@code createGroup} for each group,
 * {@code consumer} and {@code restorePending} for what belongs to it; what makes no sense is
 * refused with a {@link dev.redstart.engine.structure.CorruptImageException}.
 *
 * <p>Threads: a value is guarded by the lock of its key's shard; handlers have no state of their
 * own.
 */
@NullMarked
package dev.redstart.engine.types.stream;

import org.jspecify.annotations.NullMarked;
