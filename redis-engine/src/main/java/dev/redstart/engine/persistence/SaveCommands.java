package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.time.Timers;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SAVE, BGSAVE and LASTSAVE. */
final class SaveCommands {

  private static final Logger LOG = LoggerFactory.getLogger(SaveCommands.class);

  private static final String BUSY = "ERR Background save already in progress";
  private static final String ANOTHER =
      "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
          + " order to schedule a BGSAVE whenever possible.";
  private static final Reply SCHEDULED = Reply.simple("Background saving scheduled");
  private static final String NO_FILE = "ERR there is no file to save to: dbfilename is empty";

  private final Saving saving;
  private final DumpFile file;
  private final Timers timers;

  SaveCommands(Saving saving, DumpFile file, Timers timers) {
    this.saving = saving;
    this.file = file;
    this.timers = timers;
  }

  void declare(Family server) {
    saving(server.control("SAVE", this::save))
        .flag(Flag.NO_MULTI)
        .doc(
            "1.0.0",
            "O(N) where N is the total number of keys in all databases",
            "Writes all keys to the disk while everybody waits.");
    saving(server.control("BGSAVE [SCHEDULE]", this::bgsave))
        .doc("1.0.0", "O(1)", "Writes all keys to the disk in the background.");
    server
        .control("LASTSAVE", call -> Reply.integer(saving.lastSave()))
        .anytime()
        .fast()
        .alsoIn("admin")
        .alsoIn("dangerous")
        .tips("nondeterministic_output")
        .doc("1.0.0", "O(1)", "Tells when the keys were last written to the disk.");
  }

  private static Declaration saving(Declaration declaration) {
    return declaration.admin().noscript().everywhere().flag(Flag.NO_ASYNC_LOADING);
  }

  private Reply save(Call call) {
    check();
    try {
      saving.save();
    } catch (IOException e) {
      LOG.error("Can't save to {}", file.path(), e);
      throw new CommandException("ERR saving failed, see the log for the reason");
    }
    return Reply.ok();
  }

  private Reply bgsave(Call call) {
    if (call.argc() > 2 || (call.argc() == 2 && !call.arg(1).is("SCHEDULE"))) {
      throw Errors.syntax();
    }
    check();
    if (!call.mayWait()) {
      // Of the moment after the group, so that no file holds half of one.
      saving.schedule();
      timers.at(call.now(), saving::beginScheduled);
      return SCHEDULED;
    }
    if (saving.begin(call.now())) {
      return Reply.simple("Background saving started");
    }
    if (call.argc() == 1) {
      throw new CommandException(ANOTHER);
    }
    saving.schedule();
    return SCHEDULED;
  }

  private void check() {
    if (saving.busy()) {
      throw new CommandException(BUSY);
    }
    if (!file.isNamed()) {
      throw new CommandException(NO_FILE);
    }
  }
}
