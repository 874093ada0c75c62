/**
 * Puts the engine into a Spring Boot application: properties, auto-configuration, failure analysis.
 *
 * <p>May use the feature packages and the engine's public packages; nothing may use it.
 *
 * <p><b>Threads:</b> runs on the thread that starts the application.
 */
@NullMarked
package dev.redstart.autoconfigure;

import org.jspecify.annotations.NullMarked;
