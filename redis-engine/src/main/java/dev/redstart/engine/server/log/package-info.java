/**
 * The program's log, in the lines that tools which read a Redis server's know. An embedded engine
 * has none of it: there the application's logging gets what is logged. Uses SLF4J and the clock.
 *
 * <p>Threads: any thread may log; a line is written as a whole.
 */
@NullMarked
package dev.redstart.engine.server.log;

import org.jspecify.annotations.NullMarked;
