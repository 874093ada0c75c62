/**
 * Orders on their way: placed into a stream, taken out of it by a consumer group, told as news.
 *
 * <p>Uses {@code news}, {@code mails}, {@code account}, JDBC and Spring's string template and
 * stream listeners.
 *
 * <p><b>Threads:</b> request threads place orders, a thread of the listener container ships them;
 * what is counted is counted by Redis.
 */
@NullMarked
package dev.redstart.sample.orders;

import org.jspecify.annotations.NullMarked;
