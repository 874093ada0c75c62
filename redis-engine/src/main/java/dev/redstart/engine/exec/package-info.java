/**
 * The one way a command flows, whoever sent it: find, check, lock, run, settle, wake. Uses spi,
 * command, keyspace and ground.
 *
 * <p>Threads: gates run without a lock; then shards; then the waiters of a shard, which its lock
 * guards too; the log is written inside the shards' locks. Events and replies go out after the
 * locks are released.
 */
@NullMarked
package dev.redstart.engine.exec;

import org.jspecify.annotations.NullMarked;
