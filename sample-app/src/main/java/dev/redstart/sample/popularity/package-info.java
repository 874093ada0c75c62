/**
 * How often products are looked at: counters and a leaderboard.
 *
 * <p>Uses {@code news}, {@code account}, JDBC and Spring's string template.
 *
 * <p><b>Threads:</b> request threads; counts are kept by the engine, one command each.
 */
@NullMarked
package dev.redstart.sample.popularity;

import org.jspecify.annotations.NullMarked;
