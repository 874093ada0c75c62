package dev.redstart.jobs;

import java.util.List;

/**
 * How many jobs have finished, as far as workers count them ({@code metrics} of a worker).
 *
 * @param total all since they began to count
 * @param perMinute those of each whole minute, the latest at first
 */
public record JobMetrics(long total, List<Long> perMinute) {

  /** Copies the list. */
  public JobMetrics {
    perMinute = List.copyOf(perMinute);
  }
}
