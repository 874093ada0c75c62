package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.persistence.Snapshot.Duplicates;
import dev.redstart.engine.persistence.aof.AofException;
import dev.redstart.engine.persistence.aof.AppendOnly;
import dev.redstart.engine.persistence.rdb.DumpPayload;
import dev.redstart.engine.persistence.rdb.RdbException;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.Value;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What DEBUG asks of this package, under the locks of all shards. */
public final class Debugging {

  private static final Logger LOG = LoggerFactory.getLogger(Debugging.class);

  private static final String FAILED = "ERR Error trying to load the RDB dump, check server logs";
  private static final String OPTIONS =
      "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.";

  private final Snapshot snapshot;
  private final Saving saving;
  private final DumpFile file;
  private final Codecs codecs;
  private final AppendOnly log;
  private final Loading loading;
  private volatile boolean unchecked;

  Debugging(Snapshot snapshot, Saving saving, Codecs codecs, AppendOnly log, Loading loading) {
    this.snapshot = snapshot;
    this.file = saving.file();
    this.saving = saving;
    this.codecs = codecs;
    this.log = log;
    this.loading = loading;
  }

  /** How many bytes {@code value} takes in a file. */
  public int serializedLength(Value value) {
    return DumpPayload.sizeOf(value, codecs);
  }

  /** Takes payloads with wrong checksums, or no longer so. */
  public void skipChecksums(boolean skip) {
    unchecked = skip;
  }

  boolean checksChecksums() {
    return !unchecked;
  }

  /**
   * Runs {@code DEBUG RELOAD [NOSAVE] [NOFLUSH] [MERGE]}: all keys go through the file on the disk,
   * or with NOSAVE come from it as it is. Where there is no such file, they go through one in
   * memory.
   */
  public Reply reload(Call call) {
    boolean save = true;
    boolean flush = true;
    Duplicates same = Duplicates.REFUSE;
    Args in = call.options(2);
    while (in.more()) {
      if (in.word("NOSAVE")) {
        save = false;
      } else if (in.word("NOFLUSH")) {
        flush = false;
      } else if (in.word("MERGE")) {
        same = Duplicates.REPLACE;
      } else {
        throw new CommandException(OPTIONS);
      }
    }
    if (save && !file.isNamed()) {
      return throughMemory(call, flush, same);
    }
    if (save) {
      save();
    }
    return throughFile(call, flush, same);
  }

  private void save() {
    try {
      saving.save();
    } catch (IOException e) {
      LOG.error("Can't save to {}: {}", file.path(), e.toString());
      throw new CommandException("ERR saving failed, see the log for the reason");
    }
  }

  private Reply throughMemory(Call call, boolean flush, Duplicates same) {
    Image image = new Image();
    image.begin(snapshot.write(image, file.origin(false), call.now()));
    if (flush) {
      snapshot.clear();
    }
    try {
      snapshot.read(image.read(), image.length(), true, new Snapshot.Taking(same, call.now()));
    } catch (RdbException e) {
      throw failed(e);
    }
    return Reply.ok();
  }

  private Reply throughFile(Call call, boolean flush, Duplicates same) {
    if (!file.exists()) {
      throw new CommandException(FAILED);
    }
    if (flush) {
      snapshot.clear();
    }
    try {
      file.load(snapshot, new Snapshot.Taking(same, call.now()));
    } catch (DumpFileException e) {
      throw failed(e);
    }
    return Reply.ok();
  }

  /** Runs {@code DEBUG LOADAOF}: forgets all keys, and brings them back from the log. */
  public Reply reloadLog() {
    loading.begin();
    try {
      if (!log.reload(snapshot::clear)) {
        throw new CommandException("ERR there is no append only file to load");
      }
    } catch (AofException e) {
      LOG.error("DEBUG LOADAOF failed: {}", e.getMessage());
      throw new CommandException("ERR Error trying to load the AOF files, check server logs");
    } finally {
      loading.end();
    }
    return Reply.ok();
  }

  /** Lets so many microseconds pass before the log is written each time. */
  public void delayLog(long micros) {
    log.delay(micros);
  }

  private static CommandException failed(RuntimeException e) {
    LOG.error("DEBUG RELOAD failed: {}", e.getMessage());
    return new CommandException(FAILED);
  }
}
