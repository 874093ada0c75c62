/**
 * What a key can hold, as the rest of the engine sees it, and how it is saved and loaded: the
 * contract only, each type lives in a package of its own under types. Uses bytes.
 *
 * <p>Threads: a value is guarded by the lock of its key's shard.
 */
@NullMarked
package dev.redstart.engine.value;

import org.jspecify.annotations.NullMarked;
