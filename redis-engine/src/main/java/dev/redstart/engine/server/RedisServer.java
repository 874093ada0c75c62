package dev.redstart.engine.server;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.command.SettingException;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.server.log.ServerLog;
import dev.redstart.engine.spi.Versions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: an engine with a port, set up by a redis.conf and by directives on the command line
 * ({@code redis.conf --port 6380 --requirepass secret}).
 */
public final class RedisServer {

  /** What Redis does where nothing is said, and an embedded engine doesn't. */
  private static final Map<String, String> USUAL =
      Map.of(
          "bind", "* -::*",
          "dbfilename", "dump.rdb",
          "migrate-targets", "*",
          "save", "3600 1 300 100 60 10000");

  private static final int FAILED = 1;

  private RedisServer() {}

  /** Runs until the process is told to end. */
  public static void main(String[] args) throws InterruptedException {
    String first = args.length == 0 ? "" : args[0];
    switch (first) {
      case "-v", "--version" -> print(FileDescriptor.out, version());
      case "-h", "--help" -> print(FileDescriptor.out, Usage.TEXT);
      case "--test-memory", "--check-system", "--sentinel" -> {
        print(FileDescriptor.err, first + " is not there: this is no native Redis\n");
        System.exit(FAILED);
      }
      case FileCheck.RDB, FileCheck.AOF -> checkFiles(args);
      default -> {
        begin(List.of(args));
        new CountDownLatch(1).await();
      }
    }
  }

  private static String version() {
    return "Redis server v="
        + Versions.REDIS
        + " sha=00000000:0 malloc=java bits=64 build=redstart-"
        + Versions.REDSTART
        + "\n";
  }

  /** Returns once callers may come. The process ends when it is told to, or where that fails. */
  static void begin(List<String> args) {
    ServerLog.begin();
    // Netty would follow one buffer in 128, with stack traces: a hundredth of the time.
    suggest("io.netty.leakDetection.level", "disabled");
    // Its events of buffers would load the flight recorder for the first call: a good part of a
    // second.
    suggest("io.netty.jfr.enabled", "false");
    try {
      Configuration configuration = Configuration.of(args, System.in);
      try {
        start(configuration);
      } catch (SettingException e) {
        throw configuration.refused(e);
      }
    } catch (ConfigurationException | IllegalArgumentException e) {
      print(
          FileDescriptor.err,
          "\n*** FATAL CONFIG FILE ERROR (Redis "
              + Versions.REDIS
              + ") ***\n"
              + e.getMessage()
              + "\n");
      System.exit(FAILED);
    } catch (ListenException e) {
      log().warn("Warning: {}", e.getMessage());
      log().warn("Failed listening on port {} (tcp), aborting.", e.port());
      System.exit(FAILED);
    } catch (IllegalStateException e) {
      log().warn("Fatal error loading the DB: {}. Exiting.", e.getMessage());
      System.exit(FAILED);
    }
  }

  private static void checkFiles(String[] args) {
    ServerLog.begin();
    ServerLog.level("warning");
    StringBuilder said = new StringBuilder();
    FileCheck check = new FileCheck(line -> said.append(line).append('\n'));
    RedisEngine engine = RedisEngine.builder().with(check).build();
    int code = check.run(args);
    engine.close();
    print(FileDescriptor.out, said.toString());
    System.exit(code);
  }

  private static void start(Configuration configuration) throws ConfigurationException {
    Map<String, String> given = new LinkedHashMap<>(configuration.directives());
    ServerLog.level(given.getOrDefault("loglevel", "notice"));
    logTo(given.getOrDefault("logfile", ""));
    log().info("Redstart {} is starting, as Redis {}", Versions.REDSTART, Versions.REDIS);
    USUAL.forEach(given::putIfAbsent);
    RunningProgram program = new RunningProgram(configuration);
    AtEnd end = new AtEnd(program);
    RedisEngine engine =
        RedisEngine.builder().settings(given).with(program).onShutdown(end::request).build();
    ConfigFile file = configuration.file();
    if (file != null) {
      Settings settings = engine.settings();
      settings.rewriteBy(all -> file.rewrite(settings, USUAL, all), file.toString());
    }
    end.by(engine::close);
  }

  private static void logTo(String path) throws ConfigurationException {
    try {
      ServerLog.to(path);
    } catch (IOException e) {
      throw new ConfigurationException("Can't open the log file: " + e.getMessage());
    }
  }

  /** Sets a property that nobody has set. */
  private static void suggest(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static void print(FileDescriptor where, String text) {
    try (OutputStream out = new FileOutputStream(where)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Who closed the output doesn't want to read it.
      return;
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(RedisServer.class);
  }

  /** Closes the engine and ends the process. The end may be wanted before the engine is there. */
  private static final class AtEnd {

    private final CompletableFuture<Runnable> closing = new CompletableFuture<>();
    private final RunningProgram program;

    AtEnd(RunningProgram program) {
      this.program = program;
    }

    void by(Runnable close) {
      closing.complete(close);
    }

    /** Not on the calling thread: an event loop can't wait for its own end. */
    void request() {
      new Thread(this::end, "redstart-exit").start();
    }

    private void end() {
      if (program.isLoaded()) {
        closing.join().run();
      } else {
        log().warn("The end is wanted while data are loaded: exiting now.");
        program.takeLeave();
      }
      log().warn("Redis is now ready to exit, bye bye...");
      System.exit(0);
    }
  }
}
