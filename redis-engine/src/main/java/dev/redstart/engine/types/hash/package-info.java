/**
 * Hashes: values with named fields, their encodings and their commands. Uses command and ground.
 *
 * <p>Threads: a hash is guarded by the lock of its key's shard.
 */
@NullMarked
package dev.redstart.engine.types.hash;

import org.jspecify.annotations.NullMarked;
