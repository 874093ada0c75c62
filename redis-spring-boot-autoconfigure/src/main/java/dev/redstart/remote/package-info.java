/**
 * What an application needs of a Redis server of its own: looks whether the server has it, and says
 * what is lost where it has not.
 *
 * <p>Uses Spring Data Redis; knows neither Boot nor the engine. Features add their needs as beans
 * of type {@link dev.redstart.remote.Requirement}.
 *
 * <p><b>Threads:</b> runs on the thread that starts the application.
 */
@NullMarked
package dev.redstart.remote;

import org.jspecify.annotations.NullMarked;
