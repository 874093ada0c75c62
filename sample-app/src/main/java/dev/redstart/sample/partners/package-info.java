/**
 * Programs that ask the API, and what they may.
 *
 * <p>Knows no other package; {@code application.properties} names the bean in its rate limits.
 *
 * <p><b>Threads:</b> request threads; nothing changes.
 */
@NullMarked
package dev.redstart.sample.partners;

import org.jspecify.annotations.NullMarked;
