package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.AppendOnly;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is brought to safety before the engine ends. Called by one thread, which holds no lock. */
public final class LastSave {

  private static final Logger LOG = LoggerFactory.getLogger(LastSave.class);

  private final Settings settings;
  private final Keyspace keyspace;
  private final Clock clock;
  private final Saving saving;
  private final AppendOnly log;
  private final Supplier<Snapshot.Origin> origin;

  /** Whether a snapshot is to be saved. */
  public enum Wish {
    WHERE_SAVE_POINTS_ARE,
    ALWAYS,
    NEVER
  }

  LastSave(Settings settings, Around around, Saving saving, AppendOnly log) {
    this.settings = settings;
    this.keyspace = around.keyspace();
    this.clock = around.clock();
    this.origin = around.origin();
    this.saving = saving;
    this.log = log;
  }

  /** What it has to do with besides files. */
  record Around(Keyspace keyspace, Clock clock, Supplier<Snapshot.Origin> origin) {}

  /**
   * Saves what is to be saved.
   *
   * @param force ends although something can't be saved
   * @return false where something can't be saved, so that the engine has to go on
   */
  public boolean before(Wish wish, boolean force) {
    saving.close();
    if (log.begins() && !givesUp(force, "Writing initial AOF")) {
      return false;
    }
    boolean wanted = wish == Wish.ALWAYS || (wish != Wish.NEVER && hasSavePoints());
    return !wanted || save() || givesUp(force, "Error trying to save the DB");
  }

  private static boolean givesUp(boolean force, String what) {
    LOG.warn(force ? "{}. Exit anyway." : "{}, can't exit", what);
    return force;
  }

  private boolean hasSavePoints() {
    Setting points = settings.find("save");
    return points != null && !points.text().isEmpty();
  }

  private boolean save() {
    LOG.info("Saving the final RDB snapshot before exiting.");
    keyspace.lock(keyspace.planAll());
    try {
      saving.save(origin.get(), clock.millis());
      return true;
    } catch (IOException e) {
      LOG.warn("The snapshot can't be saved: {}", e.toString());
      return false;
    } finally {
      keyspace.unlock(keyspace.planAll());
    }
  }

  /** Takes away what a save has written that will never end, since the process ends first. */
  public void removeUnfinished() {
    saving.removeUnfinished();
  }
}
