/**
 * A browser for the tests of pages, here and in the sample; published as the module's test-jar.
 *
 * <p>Uses Jackson and nothing of ours.
 *
 * <p><b>Threads:</b> each test has a browser of its own.
 */
@NullMarked
package dev.redstart.browser;

import org.jspecify.annotations.NullMarked;
