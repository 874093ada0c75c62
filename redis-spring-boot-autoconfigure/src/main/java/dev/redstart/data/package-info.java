/**
 * The engine as Spring Data Redis sees it: one factory for both kinds of connection, one class for
 * each group of commands, one {@code Invoker} that knows the difference between a direct call, a
 * pipeline and a transaction. Uses the engine's public packages, Spring Data and Reactor; knows
 * nothing of Boot.
 *
 * <p><b>Threads:</b> the factory may be used by any number of threads; a connection, and everything
 * that it hands out, by one at a time.
 */
@NullMarked
package dev.redstart.data;

import org.jspecify.annotations.NullMarked;
