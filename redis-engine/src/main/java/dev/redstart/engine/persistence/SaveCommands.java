package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.Reply;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SAVE, BGSAVE and LASTSAVE. */
final class SaveCommands {

  private static final Logger LOG = LoggerFactory.getLogger(SaveCommands.class);

  private static final String BUSY = "ERR Background save already in progress";
  private static final String NO_FILE = "ERR there is no file to save to: dbfilename is empty";

  private final Saving saving;
  private final DumpFile file;
  private final Setting.Switch compress;
  private final String version;

  /**
   * @param version what files say of who wrote them
   */
  SaveCommands(Saving saving, DumpFile file, Setting.Switch compress, String version) {
    this.saving = saving;
    this.file = file;
    this.compress = compress;
    this.version = version;
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
      saving.save(origin(), call.now());
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
    saving.saveInBackground(origin(), call.now());
    return Reply.simple("Background saving started");
  }

  private void check() {
    if (saving.busy()) {
      throw new CommandException(BUSY);
    }
    if (!file.isNamed()) {
      throw new CommandException(NO_FILE);
    }
  }

  private Snapshot.Origin origin() {
    return new Snapshot.Origin(version, compress.get(), file.checksum());
  }
}
