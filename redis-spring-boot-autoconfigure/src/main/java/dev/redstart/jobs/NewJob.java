package dev.redstart.jobs;

import org.jspecify.annotations.Nullable;

/**
 * A job to be added.
 *
 * @param name what is to be done
 * @param payload what it needs to know; null for nothing
 * @param options whatever else is to be said
 */
public record NewJob(String name, @Nullable Object payload, JobOptions options) {

  /** A job of which nothing else is said. */
  public NewJob(String name, @Nullable Object payload) {
    this(name, payload, JobOptions.options());
  }
}
