/**
 * Tests of the port, by raw sockets and by real clients.
 *
 * <p>Threads: servers run their own event loops; tests wait for what they expect with a deadline.
 */
@NullMarked
package dev.redstart.engine.server;

import org.jspecify.annotations.NullMarked;
