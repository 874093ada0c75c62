/**
 * Places on the earth: sorted sets whose scores are geohashes, and the commands on them. Uses
 * command and the ground; the value is that of the zset package.
 *
 * <p>Threads: a value is guarded by the lock of its key's shard; handlers have no state of their
 * own.
 */
@NullMarked
package dev.redstart.engine.types.geo;

import org.jspecify.annotations.NullMarked;
