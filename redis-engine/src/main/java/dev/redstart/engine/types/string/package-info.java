/**
 * Strings: the value with its encodings, and the commands on it. Uses command and the ground
 * packages; bitmaps and HyperLogLogs, which are strings too, build on {@link
 * dev.redstart.engine.types.string.StringValue}.
 *
 * <p>Threads: values and handlers run under the lock of the key's shard; nothing here is shared.
 */
@NullMarked
package dev.redstart.engine.types.string;

import org.jspecify.annotations.NullMarked;
