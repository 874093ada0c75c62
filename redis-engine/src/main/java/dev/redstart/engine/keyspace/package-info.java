/**
 * Keys, their values and deadlines, split over shards. The only package with locks on data. Uses
 * the ground packages.
 *
 * <p>Threads: whoever touches an entry holds the lock of its shard. The executor takes the locks
 * that a command needs before the handler runs, for scripts also meanwhile; handlers never lock.
 * Nothing foreign runs under a lock.
 */
@NullMarked
package dev.redstart.engine.keyspace;

import org.jspecify.annotations.NullMarked;
