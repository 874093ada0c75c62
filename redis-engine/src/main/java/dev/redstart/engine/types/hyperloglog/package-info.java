/**
 * HyperLogLogs: strings in the form that Redis gives them, byte by byte, and the commands on them.
 * Uses command and the ground; the value is that of the string package.
 *
 * <p>Threads: a value is guarded by the lock of its key's shard; handlers have no state of their
 * own.
 */
@NullMarked
package dev.redstart.engine.types.hyperloglog;

import org.jspecify.annotations.NullMarked;
