/**
 * Mails that confirm orders, sent by jobs: later than the order, again where the mail server
 * refuses them, and each once whichever instance of the shop sends it.
 *
 * <p>Uses {@code news}, Spring's string template and Redstart's job queues, for which Spring has no
 * interface.
 *
 * <p><b>Threads:</b> request threads add jobs, workers' threads send mails and tidy up; what is
 * counted is counted by Redis.
 */
@NullMarked
package dev.redstart.sample.mails;

import org.jspecify.annotations.NullMarked;
