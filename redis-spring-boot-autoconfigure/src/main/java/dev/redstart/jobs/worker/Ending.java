package dev.redstart.jobs.worker;

import java.util.function.BooleanSupplier;

/**
 * How a worker parts with a job.
 *
 * @param token by which it holds the job, and is to hold the next one
 * @param wantsAnother whether it wants the next one, asked at the end
 */
record Ending(String token, BooleanSupplier wantsAnother) {

  /** No other job is wanted. */
  static Ending last(String token) {
    return new Ending(token, () -> false);
  }

  boolean fetches() {
    return wantsAnother.getAsBoolean();
  }
}
