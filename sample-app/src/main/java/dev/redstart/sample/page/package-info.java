/**
 * What the page needs besides data: protection in browsers, and where redis-cli finds the engine.
 *
 * <p>Uses Spring's web classes and the environment; knows no other package.
 *
 * <p><b>Threads:</b> request threads; beans hold no mutable state of their own.
 */
@NullMarked
package dev.redstart.sample.page;

import org.jspecify.annotations.NullMarked;
