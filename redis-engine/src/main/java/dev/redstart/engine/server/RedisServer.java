package dev.redstart.engine.server;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.command.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: an engine with a port, set up by directives on the command line ({@code --port 6380
 * --requirepass secret}). It ends on SIGTERM.
 */
public final class RedisServer {

  private static final String LOG_PROPERTY = "org.slf4j.simpleLogger.";

  private RedisServer() {}

  /** Runs until the process is told to end. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> directives;
    ConfigFile file;
    try {
      file = args.length > 0 && !args[0].startsWith("-") ? new ConfigFile(Path.of(args[0])) : null;
      directives = directives(file, args);
    } catch (IllegalArgumentException e) {
      fail(e);
      return;
    }
    setUpLogging(directives.getOrDefault("loglevel", "notice"));
    // Netty would follow one buffer in 128, with stack traces: a hundredth of the time.
    suggest("io.netty.leakDetection.level", "disabled");
    try {
      run(directives, file);
    } catch (IllegalArgumentException | ListenException e) {
      fail(e);
    }
  }

  /** What the file says, and what the command line says over it. */
  private static Map<String, String> directives(@Nullable ConfigFile file, String[] args) {
    if (file == null) {
      return CommandLine.parse(args);
    }
    Map<String, String> directives = new LinkedHashMap<>(file.read());
    Map<String, String> said = CommandLine.parse(Arrays.copyOfRange(args, 1, args.length));
    directives.keySet().removeAll(said.keySet());
    directives.putAll(said);
    return directives;
  }

  private static void run(Map<String, String> directives, @Nullable ConfigFile file)
      throws InterruptedException {
    Map<String, String> given = new LinkedHashMap<>(directives);
    given.putIfAbsent("dbfilename", "dump.rdb");
    given.putIfAbsent("migrate-targets", "*");
    RedisEngine engine =
        RedisEngine.builder()
            .settings(given)
            .with(new RespServer())
            // Not on the calling thread: an event loop can't wait for its own end.
            .onShutdown(() -> new Thread(() -> System.exit(0), "redstart-exit").start())
            .build();
    if (file != null) {
      Settings settings = engine.settings();
      settings.rewriteBy(all -> file.rewrite(settings, all), file.toString());
    }
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  engine.close();
                  log().info("Stopped");
                  end.countDown();
                },
                "redstart-stop"));
    end.await();
  }

  private static void fail(RuntimeException e) {
    log().error("Can't start: {}", e.getMessage());
    System.exit(1);
  }

  /** Before the first logger is made. What the user says on Java's command line wins. */
  private static void setUpLogging(String level) {
    String simple =
        switch (level.toLowerCase(Locale.ROOT)) {
          case "debug" -> "debug";
          case "warning" -> "warn";
          case "nothing" -> "off";
          default -> "info";
        };
    Map.of(
            "defaultLogLevel", simple,
            "showDateTime", "true",
            "dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS",
            "showShortLogName", "true")
        .forEach((name, value) -> suggest(LOG_PROPERTY + name, value));
  }

  /** Sets a property that nobody has set. */
  private static void suggest(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(RedisServer.class);
  }
}
