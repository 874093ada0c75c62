/**
 * Sets: values with members that differ from each other, their encodings and their commands. Uses
 * command and ground.
 *
 * <p>Threads: a set is guarded by the lock of its key's shard.
 */
@NullMarked
package dev.redstart.engine.types.set;

import org.jspecify.annotations.NullMarked;
