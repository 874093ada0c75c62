/**
 * Tests of the package of the same name, and of what programs with BullMQ make of its work.
 *
 * <p><b>Threads:</b> tests run one after the other; workers have threads of their own.
 */
@NullMarked
package dev.redstart.jobs.worker;

import org.jspecify.annotations.NullMarked;
