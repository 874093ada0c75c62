/**
 * The words in which commands are declared, and what a running command may do. A command is
 * declared once; arity, keys, documentation, locking and routing derive from its syntax line. Uses
 * keyspace and the ground packages, never exec or a feature.
 *
 * <p>Threads: declarations are immutable once the engine is built; a Call belongs to the thread
 * that runs it, inside the locks of its keys.
 */
@NullMarked
package dev.redstart.engine.command;

import org.jspecify.annotations.NullMarked;
