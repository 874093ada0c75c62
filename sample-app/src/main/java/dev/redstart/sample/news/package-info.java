/**
 * What just happened, by publish and subscribe from the engine to every open page.
 *
 * <p>Uses Spring's string template, its listener container and server-sent events.
 *
 * <p><b>Threads:</b> request threads publish and subscribe, a thread of the listener container
 * delivers; the set of open pages is concurrent.
 */
@NullMarked
package dev.redstart.sample.news;

import org.jspecify.annotations.NullMarked;
