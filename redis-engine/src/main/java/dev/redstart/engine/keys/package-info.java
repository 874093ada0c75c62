/**
 * Commands on keys whatever they hold: removal, renaming, deadlines, walks over the keyspace, SORT.
 * Uses command and the ground packages; of values it knows the contracts only.
 *
 * <p>Threads: handlers run inside the locks of their call.
 */
@NullMarked
package dev.redstart.engine.keys;

import org.jspecify.annotations.NullMarked;
