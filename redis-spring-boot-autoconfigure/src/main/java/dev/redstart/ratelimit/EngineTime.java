package dev.redstart.ratelimit;

import dev.redstart.engine.RedisEngine;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;

/** The embedded engine's clock for buckets: they refill and expire by the same time. */
final class EngineTime implements TimeMeter {

  private final RedisEngine engine;

  EngineTime(RedisEngine engine) {
    this.engine = engine;
  }

  @Override
  public long currentTimeNanos() {
    return TimeUnit.MICROSECONDS.toNanos(engine.clock().micros());
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
