/**
 * How answers are kept in the engine, and how much time that saves.
 *
 * <p>Uses Spring's cache abstraction and its Redis classes; knows no cache by name.
 *
 * <p><b>Threads:</b> request threads; figures are counted by the engine, one command each.
 */
@NullMarked
package dev.redstart.sample.caching;

import org.jspecify.annotations.NullMarked;
