package dev.redstart.ratelimit;

import io.github.bucket4j.TimeMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Remembers that the backend failed: for a second nobody asks it again, so that callers don't queue
 * up behind its time-out. Logs the beginning and the end, not each failure.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final TimeMeter clock;
  private volatile boolean failing;
  private volatile long askAgainAt;

  Outage(TimeMeter clock) {
    this.clock = clock;
  }

  /** Whether it failed a moment ago. A clock that was set back does not make that longer. */
  boolean lasts() {
    long left = askAgainAt - clock.currentTimeNanos();
    return failing && left > 0 && left <= PAUSE_NANOS;
  }

  void failed(Throwable failure, FailurePolicy policy) {
    askAgainAt = clock.currentTimeNanos() + PAUSE_NANOS;
    if (!failing) {
      failing = true;
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
      LOG.warn(
          "Rate limits can't be counted, from now on it is '{}': {}", policy, cause.toString());
      LOG.debug("Why rate limits can't be counted", failure);
    }
  }

  void answered() {
    if (failing) {
      failing = false;
      LOG.info("Rate limits are counted again");
    }
  }
}
