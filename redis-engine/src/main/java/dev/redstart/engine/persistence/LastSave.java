package dev.redstart.engine.persistence;

import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.AppendOnly;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is brought to safety before the engine ends. Called by one thread, which holds no lock. */
public final class LastSave {

  private static final Logger LOG = LoggerFactory.getLogger(LastSave.class);

  private final Loading loading;
  private final Keyspace keyspace;
  private final Saving saving;
  private final AutoSave autoSave;
  private final AppendOnly log;

  /** Whether a snapshot is to be saved. */
  public enum Wish {
    WHERE_SAVE_POINTS_ARE,
    ALWAYS,
    NEVER
  }

  LastSave(Keyspace keyspace, Saving saving, AutoSave autoSave, AppendOnly log, Loading loading) {
    this.loading = loading;
    this.keyspace = keyspace;
    this.saving = saving;
    this.autoSave = autoSave;
    this.log = log;
  }

  /**
   * Saves what is to be saved: nothing while data are loaded, since the files hold more than is
   * there.
   *
   * @param force ends although something can't be saved
   * @return false where something can't be saved, so that the engine has to go on
   */
  public boolean before(Wish wish, boolean force) {
    if (loading.active()) {
      return true;
    }
    saving.abandon();
    saving.close();
    if (log.begins() && !givesUp(force, "Writing initial AOF")) {
      return false;
    }
    boolean wanted = wish == Wish.ALWAYS || (wish != Wish.NEVER && autoSave.wanted());
    return !wanted || save() || givesUp(force, "Error trying to save the DB");
  }

  private static boolean givesUp(boolean force, String what) {
    LOG.warn(force ? "{}. Exit anyway." : "{}, can't exit", what);
    return force;
  }

  private boolean save() {
    LOG.info("Saving the final RDB snapshot before exiting.");
    keyspace.lock(keyspace.planAll());
    try {
      saving.save();
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
