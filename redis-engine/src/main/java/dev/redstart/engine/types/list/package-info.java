/**
 * Lists: the value, how it is laid out, its commands, blocking ones included. Uses command and
 * below.
 *
 * <p><b>Threads:</b> a list is guarded by the lock of its key's shard; what the commands keep
 * besides is settings, which any thread may read.
 */
@NullMarked
package dev.redstart.engine.types.list;

import org.jspecify.annotations.NullMarked;
