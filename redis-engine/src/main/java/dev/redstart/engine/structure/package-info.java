/**
 * Data structures for values and keyspaces: a dictionary, packed lists of entries and of integers,
 * and an ordered tree with ranks. They know nothing of Redis commands and use {@code
 * dev.redstart.engine.bytes} and the JDK only.
 *
 * <p>Threads: nothing here is safe for several threads. Each structure is guarded by its owner's
 * lock; methods that only read change nothing at all, so that any number of readers may share a
 * read lock.
 */
@NullMarked
package dev.redstart.engine.structure;

import org.jspecify.annotations.NullMarked;
