package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Outbox;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.persistence.files.Progress;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The append only file of an engine. */
public final class AppendOnly implements Feature {

  private static final Logger LOG = LoggerFactory.getLogger(AppendOnly.class);

  private final Execution execution;
  private final Bases bases;
  private final Keyspace keyspace;
  private final CommandTable commands;
  private final Clock clock;
  private final AofSettings settings;
  private final AofFiles files;
  private final AofLog log;
  private final Rewriting rewriting;
  private volatile boolean closed;

  /**
   * @param dir the directive that names the working directory
   */
  public AppendOnly(
      Assembly engine, Execution execution, Setting.Text dir, Bases bases, Disk disk) {
    this.execution = execution;
    this.bases = bases;
    this.keyspace = engine.surroundings().keyspace();
    this.commands = engine.commands();
    this.clock = engine.surroundings().clock();
    this.settings = new AofSettings(engine.settings());
    Path parent = Path.of(dir.get()).toAbsolutePath().normalize();
    this.files =
        new AofFiles(
            disk,
            parent,
            settings.directory.get(),
            settings.fileName.get(),
            settings.keepHistory::get);
    this.log = new AofLog(files, disk, clock, settings);
    Rewriting.Around around = new Rewriting.Around(keyspace, clock);
    this.rewriting = new Rewriting(log, files, bases, settings, around);
  }

  @Override
  public void install(Assembly engine) {
    engine.onWrite(log);
    engine.durability(log);
    Gate gate = (client, command, args) -> refuse(command);
    engine.gate(GateOrder.MEMORY, gate);
    engine.gateInside(gate);
    engine.ask(gate, settings.on.get());
    engine
        .commands()
        .family("server", "", 'g')
        .control("BGREWRITEAOF", this::rewrite)
        .admin()
        .noscript()
        .everywhere()
        .flag(Flag.NO_ASYNC_LOADING)
        .doc("1.0.0", "O(1)", "Writes the append only file anew, in the background.");
    new WaitAof(execution, log).declare(engine.commands().family("generic", "connection", 'g'));
    engine.info("persistence", this::describe);
    engine
        .settings()
        .onChange(
            settings.on,
            () -> {
              engine.ask(gate, settings.on.get());
              turnedOnOrOff();
            });
    engine.settings().onChange(settings.keepHistory, this::forgetHistory);
  }

  /** True where there is a log to load. */
  public boolean wanted() {
    return settings.on.get();
  }

  /** True while the log has been turned on, and its first base isn't written yet. */
  public boolean begins() {
    return log.active() && rewriting.busy() && files.manifest().base() == null;
  }

  private @Nullable Reply refuse(Command command) {
    if (log.trouble() == null || !(command.isWrite() || command.name().equals("ping"))) {
      return null;
    }
    return log.refusal();
  }

  /**
   * Loads the log.
   *
   * @return false where there was none yet: it begins with the data that are there
   * @throws AofException where it can't be loaded
   */
  public boolean load(Progress progress) {
    execution.freezeExpiry(true);
    keyspace.lock(keyspace.planAll());
    try {
      if (!files.open()) {
        return false;
      }
      progress.begin(files.manifestPath(), files.size());
      return loadAll(progress::read);
    } catch (IOException e) {
      throw new AofException("the log can't be loaded: " + e.getMessage(), e);
    } finally {
      progress.end();
      keyspace.unlock(keyspace.planAll());
      execution.freezeExpiry(false);
    }
  }

  /**
   * Brings all keys back from the log, once {@code forget} has removed them. All shards are locked.
   *
   * @return false where there is no log
   */
  public boolean reload(Runnable forget) {
    execution.freezeExpiry(true);
    log.pause(true);
    try {
      if (log.active()) {
        log.awaitStored();
      } else if (!files.open()) {
        return false;
      }
      forget.run();
      return loadAll(bytes -> {});
    } catch (IOException e) {
      throw new AofException("the log can't be loaded: " + e.getMessage(), e);
    } finally {
      log.pause(false);
      execution.freezeExpiry(false);
    }
  }

  /** Lets so many microseconds pass before the files are written each time. */
  public void delay(long micros) {
    settings.hesitation.set(micros);
  }

  private boolean loadAll(LongConsumer taken) throws IOException {
    long began = clock.nanos();
    new AofLoader(files, bases, replay(), commands::accepts)
        .load(settings.loadTruncated.get(), taken);
    keyspace.arrived(clock.millis());
    LOG.info("Loaded the log in {} ms", (clock.nanos() - began) / 1_000_000);
    return true;
  }

  private AofLoader.Replay replay() {
    Client client = new Client(0, Outbox.NONE, "", "", clock.millis());
    return command ->
        execution.executor().replay(client, command) instanceof Reply.Failure failure
            ? failure.message()
            : null;
  }

  /** Begins to log. Called once all data are there. */
  public void begin(boolean loaded) {
    // A rewrite may have begun while the log was being turned off.
    rewriting.close();
    keyspace.lock(keyspace.planAll());
    try {
      if (closed) {
        return;
      }
      log.tell(rewriting::start, rewriting::consider);
      if (loaded) {
        log.sizeIs(files.size());
        rewriting.baseIs(files.size());
        log.resume();
      } else {
        boolean unused = rewriting.begin(clock.millis());
      }
    } catch (IOException e) {
      throw new AofException("the log can't be written: " + e.getMessage(), e);
    } finally {
      keyspace.unlock(keyspace.planAll());
    }
  }

  /** Waits until there is a whole log on the disk that begins with the data there are. */
  public void awaitBegun() {
    rewriting.close();
    try {
      log.awaitIncrement();
    } catch (IOException e) {
      throw new AofException("the log can't be written: " + e.getMessage(), e);
    }
  }

  private void turnedOnOrOff() {
    if (!settings.on.get()) {
      if (rewriting.busy()) {
        LOG.info("Killing the AOF rewrite that runs (there is no child process)");
      }
      rewriting.abandon();
      log.expect(false);
      log.close();
    } else if (!log.active()) {
      openFiles();
      log.expect(true);
      if (keyspace.lockedByMe()) {
        // Within a transaction, what it has written so far will be logged after the base.
        LOG.info("The log is turned on in a transaction: an AOF background was scheduled");
        new Thread(() -> begin(false), "redstart-aof-begin").start();
      } else {
        begin(false);
      }
    }
  }

  private void openFiles() {
    try {
      boolean unused = files.open();
    } catch (IOException e) {
      throw new CommandException("ERR can't open the append only file: " + e.getMessage());
    }
  }

  private void forgetHistory() {
    try {
      files.deleteHistory();
    } catch (IOException e) {
      LOG.warn("Files that are no longer needed can't be deleted: {}", e.toString());
    }
  }

  private Reply rewrite(Call call) {
    if (rewriting.busy()) {
      throw new CommandException("ERR Background append only file rewriting already in progress");
    }
    if (!log.active()) {
      openFiles();
    }
    if (!call.mayWait()) {
      // What the group has written so far will be logged after the base, so it must not be in it.
      rewriting.start();
      return Reply.simple("Background append only file rewriting scheduled");
    }
    return Reply.simple(
        "Background append only file rewriting "
            + (rewriting.begin(call.now()) ? "started" : "scheduled"));
  }

  /** Something else that has read all data has ended. No lock is held. */
  public void mayRewrite() {
    rewriting.beginScheduled();
  }

  private void describe(BiConsumer<String, Object> field) {
    field.accept("aof_enabled", log.on() ? 1 : 0);
    rewriting.describe(field);
    field.accept("aof_last_write_status", log.trouble() == null ? "ok" : "err");
    field.accept("aof_last_cow_size", 0);
    if (log.on()) {
      field.accept("aof_current_size", log.size());
      field.accept("aof_base_size", rewriting.baseSize());
      field.accept("aof_pending_rewrite", rewriting.scheduled() ? 1 : 0);
      field.accept("aof_buffer_length", log.pending());
      field.accept("aof_pending_bio_fsync", 0);
      field.accept("aof_delayed_fsync", log.delayedSyncs());
    }
  }

  @Override
  public void close() {
    closed = true;
    rewriting.end();
    log.close();
    files.close();
  }
}
