/**
 * Looking inside a Redis, the engine or a server alike: meters, health, and the actuator's
 * endpoint. All of it asks through a connection factory what every Redis tells, so that names and
 * meanings don't change with the place of the data.
 *
 * <p>Uses Spring Data Redis, Micrometer and Boot's actuator, and what the limits count; knows
 * nothing of the engine.
 *
 * <p><b>Threads:</b> any; whoever scrapes, asks for the health or calls the endpoint.
 */
@NullMarked
package dev.redstart.actuate;

import org.jspecify.annotations.NullMarked;
