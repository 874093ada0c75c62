/**
 * Time and chance: the only package that asks the JDK for either, so that tests can take over both.
 * Uses the JDK only.
 *
 * <p>Threads: everything here may be used from any thread.
 */
@NullMarked
package dev.redstart.engine.time;

import org.jspecify.annotations.NullMarked;
