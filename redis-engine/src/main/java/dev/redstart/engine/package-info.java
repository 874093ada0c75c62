/**
 * What an embedder sees: the engine, its builder and its sessions.
 *
 * <p>This package assembles everything and may therefore use every other package of the engine;
 * none of them may use it.
 *
 * <p><b>Threads:</b> an engine may be used by any number of threads; a session by one at a time.
 */
@NullMarked
package dev.redstart.engine;

import org.jspecify.annotations.NullMarked;
