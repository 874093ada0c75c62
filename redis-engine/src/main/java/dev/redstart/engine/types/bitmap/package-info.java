/**
 * Bitmaps: strings as arrays of bits and of small integers. Uses command and the ground; the value
 * is that of the string package.
 *
 * <p>Threads: a value is guarded by the lock of its key's shard; handlers have no state of their
 * own.
 */
@NullMarked
package dev.redstart.engine.types.bitmap;

import org.jspecify.annotations.NullMarked;
