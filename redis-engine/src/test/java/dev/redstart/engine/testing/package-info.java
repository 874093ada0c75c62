/**
 * What tests of the engine stand on, here and in the modules above: doors, clocks, invariants.
 *
 * <p>May use every package of the engine; published as the module's test-jar.
 *
 * <p><b>Threads:</b> each test owns its engine; nothing here is shared between tests.
 */
@NullMarked
package dev.redstart.engine.testing;

import org.jspecify.annotations.NullMarked;
