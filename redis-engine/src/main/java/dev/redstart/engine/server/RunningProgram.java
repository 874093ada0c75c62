package dev.redstart.engine.server;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.SettingException;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Door;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.server.log.ServerLog;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Ending;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port of an engine that has a process of its own, and what belongs to a process. */
final class RunningProgram implements Door {

  private static final Logger LOG = LoggerFactory.getLogger(RunningProgram.class);
  private static final int INSISTED = 1;

  private final Configuration configuration;
  private final RespServer port = new RespServer();
  private @Nullable Settings settings;
  private @Nullable PidFile pidFile;
  private @Nullable Supervisor supervisor;
  private volatile boolean loaded;

  RunningProgram(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void leadTo(Execution execution) {
    port.leadTo(execution);
  }

  @Override
  public void install(Assembly engine) {
    Settings all = engine.settings();
    settings = all;
    Setting.Choice level =
        all.choice("loglevel", "notice", words("debug", "verbose", "notice", "warning", "nothing"));
    all.onChange(level, () -> ServerLog.level(level.get()));
    Setting.Text logFile = all.text("logfile", "", text -> text);
    Setting.Text pid = all.text("pidfile", "", text -> text);
    Setting.Choice supervised =
        all.choice("supervised", "no", words("upstart", "systemd", "auto", "no"));
    Setting.Switch daemonize = all.yesNo("daemonize", false);
    List.of(logFile, pid, supervised, daemonize).forEach(all::fixed);
    if (daemonize.get()) {
      throw new SettingException(
          "daemonize",
          "daemonize yes can't be",
          "the program stays in the foreground: have systemd, a container or 'nohup ... &' keep"
              + " it");
    }
    pidFile = new PidFile(pid.get());
    Supervisor above = new Supervisor(supervised.get(), System.getenv());
    supervisor = above;
    engine.info("server", field -> field.accept("process_supervised", above.name()));
    port.install(engine);
    endOn(engine);
    CrashReport report =
        new CrashReport(all.yesNo("crash-log-enabled", true), Runtime.getRuntime()::halt);
    Signals.on("ABRT", report::onAbort);
    Signals.on("ALRM", report::onAlarm);
    engine.crash(report::crash);
  }

  private static Set<String> words(String... words) {
    return new LinkedHashSet<>(List.of(words));
  }

  private static void endOn(Assembly engine) {
    Signals.on(
        "TERM",
        () -> {
          LOG.warn("Received SIGTERM scheduling shutdown...");
          engine.ending().soon("shutdown-on-sigterm");
        });
    Signals.on("INT", () -> interrupted(engine.ending()));
    Signals.on("HUP", () -> LOG.debug("Received SIGHUP, which means nothing"));
  }

  /** Who asks twice wants to wait for nothing. */
  private static void interrupted(Ending ending) {
    LOG.warn("Received SIGINT scheduling shutdown...");
    if (!ending.soon("shutdown-on-sigint")) {
      LOG.warn("You insist... exiting now.");
      ending.giveUp();
      Runtime.getRuntime().halt(INSISTED);
    }
  }

  @Override
  public void open() {
    Settings all = settings;
    if (all == null || pidFile == null || supervisor == null) {
      throw new IllegalStateException("not installed");
    }
    configuration.check(all);
    LOG.info(
        "Running mode=standalone, port={}, PID: {}", port.wanted(), ProcessHandle.current().pid());
    port.open();
    pidFile.write();
    LOG.info("Server initialized");
    supervisor.loading();
  }

  @Override
  public void start() {
    loaded = true;
    port.start();
    if (supervisor != null) {
      supervisor.ready();
    }
  }

  /** True once all data are there. */
  boolean isLoaded() {
    return loaded;
  }

  /** Takes leave of those who know this process, which is about to end. */
  void takeLeave() {
    if (supervisor != null) {
      supervisor.stopping();
    }
    if (pidFile != null) {
      pidFile.remove();
    }
  }

  @Override
  public void close() {
    takeLeave();
    port.close();
  }
}
