package dev.redstart.engine.observe;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Stopwatch;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.time.Clock;

/** Hears of calls from the stopwatch, for the slow log, LATENCY and MONITOR. */
final class Slowness implements Stopwatch.Witness {

  private static final long NANOS_PER_MICRO = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Stopwatch stopwatch;
  private final SlowLog slowLog;
  private final Monitors monitors;
  private final LatencyEvents events = new LatencyEvents();
  private final Clock clock;
  private final Setting.Whole latencyThreshold;
  private final Setting.Switch tracking;

  Slowness(Assembly engine, Stopwatch stopwatch) {
    Settings settings = engine.settings();
    this.stopwatch = stopwatch;
    this.clock = engine.surroundings().clock();
    this.slowLog = new SlowLog(settings);
    this.monitors = new Monitors(engine, stopwatch);
    this.latencyThreshold = settings.whole("latency-monitor-threshold", 0, 0, Long.MAX_VALUE);
    this.tracking = settings.yesNo("latency-tracking", true);
    settings.onChange(slowLog.threshold, this::adjust);
    settings.onChange(latencyThreshold, this::adjust);
    settings.onChange(tracking, this::adjust);
    adjust();
    stopwatch.tell(this);
  }

  void declare(Assembly engine, Family family) {
    slowLog.declare(family);
    monitors.declare(family);
    new LatencyCommands(events, latencyThreshold, engine.commands()).declare(family);
  }

  @Override
  public void begins(Call call) {
    monitors.begin(call);
  }

  @Override
  public void ran(Call call) {
    monitors.show(call);
  }

  @Override
  public void slow(Call call, long nanos) {
    slowLog.note(call, nanos / NANOS_PER_MICRO);
    note(call.command().isQuick() ? "fast-command" : "command", call.now(), nanos);
  }

  @Override
  public void slow(String what, long nanos) {
    note(what, clock.millis(), nanos);
  }

  private void note(String event, long now, long nanos) {
    long millis = nanos / NANOS_PER_MILLI;
    long from = latencyThreshold.get();
    if (from > 0 && millis >= from) {
      events.add(event, now / 1000, millis);
    }
  }

  private void adjust() {
    long slow = slowLog.threshold.get();
    long latency = latencyThreshold.get();
    long from = Long.MAX_VALUE;
    if (slow >= 0 && slow < Long.MAX_VALUE / NANOS_PER_MICRO) {
      from = slow * NANOS_PER_MICRO;
    }
    if (latency > 0 && latency < Long.MAX_VALUE / NANOS_PER_MILLI) {
      from = Math.min(from, latency * NANOS_PER_MILLI);
    }
    stopwatch.tellFrom(from, latency > 0);
    stopwatch.spread(tracking.get());
  }
}
