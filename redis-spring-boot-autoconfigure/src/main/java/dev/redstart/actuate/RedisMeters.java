package dev.redstart.actuate;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;

/**
 * Meters of each Redis that the application uses, told apart by the tag {@code name}. Nothing is
 * measured for them: they show what Redis counts anyway, and are up to date when they are looked
 * at.
 */
public final class RedisMeters implements MeterBinder {

  private final List<Reading> readings;

  /**
   * Meters of {@code instances}.
   *
   * @param interval for how long what a Redis has told is good, so that one look at all meters asks
   *     it once
   * @param timeout how long it has to answer
   */
  public RedisMeters(
      List<RedisInstance> instances, Duration interval, Duration timeout, Clock clock) {
    Reading.Pace pace = new Reading.Pace(interval, timeout);
    this.readings =
        instances.stream()
            .map(instance -> new Reading(instance, pace, clock::monotonicTime))
            .toList();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    readings.forEach(reading -> new InstanceMeters(reading, registry).bind());
  }
}
