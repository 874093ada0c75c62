/**
 * The products, their slow queries and the caches in front of those.
 *
 * <p>Uses {@code caching}, JDBC and Spring's cache annotations.
 *
 * <p><b>Threads:</b> request threads; beans hold no mutable state of their own.
 */
@NullMarked
package dev.redstart.sample.catalogue;

import org.jspecify.annotations.NullMarked;
