package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves whenever a save point is reached, and refuses writes while that fails. Without save points
 * it does nothing, and wakes nobody.
 */
final class AutoSave {

  private static final Logger LOG = LoggerFactory.getLogger(AutoSave.class);
  private static final long PERIOD_MILLIS = 500;

  private static final Reply.Failure REFUSAL =
      new Reply.Failure(
          "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist"
              + " to disk. Commands that may modify the data set are disabled, because this"
              + " instance is configured to report errors during writes if RDB snapshotting fails"
              + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details"
              + " about the RDB error.");

  private final SavePoints points;
  private final Setting.Switch refuses;
  private final Saving saving;
  private final Timers timers;
  private final Clock clock;
  private final AtomicBoolean armed = new AtomicBoolean();

  AutoSave(Assembly engine, Saving saving) {
    this.points = new SavePoints(engine.settings());
    this.refuses = engine.settings().yesNo("stop-writes-on-bgsave-error", true);
    this.saving = saving;
    this.timers = engine.timers();
    this.clock = engine.surroundings().clock();
  }

  void install(Assembly engine) {
    Gate gate = (client, command, args) -> refuse(command);
    engine.gate(GateOrder.MEMORY, gate);
    engine.gateInside(gate);
    engine.ask(gate, points.any());
    engine
        .settings()
        .onChange(
            points.setting(),
            () -> {
              engine.ask(gate, points.any());
              arm();
            });
  }

  /** True where there are save points. */
  boolean wanted() {
    return points.any();
  }

  private @Nullable Reply refuse(Command command) {
    if (saving.failed() && refuses.get() && (command.isWrite() || command.name().equals("ping"))) {
      return REFUSAL;
    }
    return null;
  }

  /** Looks at the save points from now on, where there are any. */
  void arm() {
    if (points.any() && armed.compareAndSet(false, true)) {
      timers.at(clock.millis() + PERIOD_MILLIS, this::look);
    }
  }

  private void look() {
    armed.set(false);
    try {
      if (saving.mayBegin() && points.reached(saving.changes(), saving.secondsSinceLast())) {
        LOG.info(
            "{} changes in {} seconds. Saving...", saving.changes(), saving.secondsSinceLast());
        saving.schedule();
        saving.beginScheduled();
      }
    } finally {
      arm();
    }
  }
}
