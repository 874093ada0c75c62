/**
 * Byte strings and what is read from and written into them: numbers in ASCII, glob patterns,
 * checksums. Knows nothing of Redis and uses the JDK only.
 *
 * <p>Threads: everything here is immutable or stateless, and may be used from any thread.
 */
@NullMarked
package dev.redstart.engine.bytes;

import org.jspecify.annotations.NullMarked;
