package dev.redstart.engine.persistence;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.AppendOnly;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.FileInUseException;
import dev.redstart.engine.persistence.files.Progress;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All by which data leaves the engine and comes back. */
public final class Persistence implements Feature {

  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

  private final Keyspace keyspace;
  private final Clock clock;
  private final Snapshot snapshot;
  private final DumpFile file;
  private final Captures captures;
  private final Saving saving;
  private final AutoSave autoSave;
  private final Rehearsal rehearsal;
  private final Timers timers;
  private final Debugging debugging;
  private final Execution execution;
  private final Targets targets;
  private final AppendOnly log;
  private final LastSave lastSave;
  private final Loading loading;
  private final Progress progress;
  private final Setting.Switch saveOnClose;

  /**
   * @param version what files say of who wrote them
   */
  public Persistence(Assembly engine, Execution execution, String version, Disk disk) {
    Settings settings = engine.settings();
    this.keyspace = engine.surroundings().keyspace();
    this.clock = engine.surroundings().clock();
    this.loading = new Loading(engine);
    this.execution = execution;
    this.progress = new Progress(clock, keyspace.locks()::letOthersIn);
    this.saveOnClose = settings.yesNo("redstart-save-on-close", false);
    settings.hidden(saveOnClose);
    this.targets = new Targets(settings, clock, engine.timers());
    this.snapshot = new Snapshot(engine);
    this.captures = new Captures(snapshot);
    this.file = new DumpFile(settings, version, disk);
    this.saving =
        new Saving(execution, snapshot, captures, file, new Saving.Around(keyspace, clock));
    this.autoSave = new AutoSave(engine, saving);
    this.rehearsal = new Rehearsal(snapshot, file, engine.codecs());
    this.timers = engine.timers();
    SnapshotBases bases = new SnapshotBases(snapshot, captures, file);
    this.log = new AppendOnly(engine, execution, file.directory(), bases, disk);
    this.lastSave = new LastSave(keyspace, saving, autoSave, log, loading);
    this.debugging = new Debugging(snapshot, saving, engine.codecs(), log, loading);
    captures.whenFree(saving::beginScheduled);
    captures.whenFree(log::mayRewrite);
  }

  /** What DEBUG asks for. */
  public Debugging debugging() {
    return debugging;
  }

  /**
   * All keys were removed by {@code call}. A snapshot on its way would bring them back, and so
   * would the last one, where those are what counts. All shards are locked.
   */
  public void flushed(Call call) {
    if (call.replayed()) {
      return;
    }
    saving.abandon();
    if (autoSave.wanted()) {
      try {
        saving.saveWithin();
      } catch (IOException e) {
        LOG.warn("Can't save to {}: {}", file.path(), e.toString());
      }
    }
  }

  /** What is saved before the engine ends. */
  public LastSave lastSave() {
    return lastSave;
  }

  @Override
  public void install(Assembly engine) {
    CommandTable commands = engine.commands();
    Family generic = commands.family("generic", "keyspace", 'g');
    new DumpCommands(engine.codecs(), debugging::checksChecksums).declare(generic);
    new MigrateCommand(execution, engine.codecs(), targets).declare(generic);
    new SaveCommands(saving, file, engine.timers()).declare(commands.family("server", "", 'g'));
    engine.info("persistence", saving::describe);
    engine.info("persistence", this::describe);
    // What others fork for.
    engine.info("stats", field -> field.accept("total_forks", captures.begun()));
    autoSave.install(engine);
    if (file.exists() || log.wanted()) {
      engine.gate(GateOrder.LOADING, loading);
    }
    log.install(engine);
    engine.info("stats", field -> field.accept("migrate_cached_sockets", targets.count()));
  }

  /** Loads the log where one is kept, or else the file where there is one. */
  @Override
  public void start() {
    if (autoSave.wanted() && file.isNamed()) {
      claimFile();
    }
    if (!log.wanted()) {
      loadFile();
    } else if (log.load(progress)) {
      log.begin(true);
    } else {
      // Unlike Redis, which would begin with nothing: a log that is turned on forgets no data.
      loadFile();
      log.begin(false);
    }
    if (log.wanted()) {
      log.awaitBegun();
    }
    saving.loaded();
    if (file.isNamed() || log.wanted()) {
      timers.at(clock.millis(), () -> rehearsal.run(clock.millis()));
    }
    autoSave.arm();
    loading.end();
  }

  /** What this engine will save to, no other one may save to. */
  private void claimFile() {
    try {
      file.claim();
    } catch (FileInUseException e) {
      throw new DumpFileException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      // A save will fail, and say so to those who write.
      LOG.warn("{} can't be written: {}", file.path(), e.toString());
    }
  }

  private void describe(BiConsumer<String, Object> field) {
    field.accept("loading", loading.active() ? 1 : 0);
    field.accept("async_loading", 0);
    progress.describe(field);
    field.accept("rdb_last_load_keys_expired", snapshot.last().expired());
    field.accept("rdb_last_load_keys_loaded", snapshot.last().keys());
  }

  private void loadFile() {
    if (!file.exists()) {
      return;
    }
    long began = clock.nanos();
    progress.begin(file.path(), file.size());
    keyspace.lock(keyspace.planAll());
    Snapshot.Loading loaded;
    try {
      loaded =
          file.load(
              snapshot,
              new Snapshot.Taking(Snapshot.Duplicates.REFUSE, clock.millis(), progress::read));
    } finally {
      keyspace.unlock(keyspace.planAll());
      progress.end();
    }
    LOG.info(
        "DB loaded from disk: {} seconds ({} keys of {}, {} had expired, {} were empty)",
        Math.rint((clock.nanos() - began) / 1e6) / 1e3,
        loaded.keys(),
        file.path(),
        loaded.expired(),
        loaded.empty());
  }

  @Override
  public void close() {
    targets.close();
    saving.close();
    if (!loading.active() && saveOnClose.get()) {
      // Where it can't be saved, the log says why.
      boolean unused = lastSave.before(LastSave.Wish.ALWAYS, true);
    }
    file.release();
    log.close();
  }
}
