/**
 * Tests of the package of the same name.
 *
 * <p><b>Threads:</b> tests run one after the other.
 */
@NullMarked
package dev.redstart.actuate;

import org.jspecify.annotations.NullMarked;
