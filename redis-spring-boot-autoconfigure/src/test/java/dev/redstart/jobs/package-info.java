/**
 * Tests of the job queues, on the engine in this process, its port and a real server.
 *
 * <p><b>Threads:</b> tests run one after the other; workers have threads of their own, and a test
 * waits for what they do, never for a time.
 */
@NullMarked
package dev.redstart.jobs;

import org.jspecify.annotations.NullMarked;
