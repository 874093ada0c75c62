package dev.redstart.engine.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Runs programs that the machine may have. */
final class Program {

  private static final int TIMEOUT_SECONDS = 60;

  private Program() {}

  /** Ends the test where the condition doesn't hold: skipped on a desk, failed where CI is true. */
  static void require(boolean condition, String message) {
    if (!condition && "true".equals(System.getenv("CI"))) {
      Assertions.fail(message);
    }
    Assumptions.assumeTrue(condition, message);
  }

  static boolean isThere(String name) {
    for (String dir : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (new File(dir, name).canExecute()) {
        return true;
      }
    }
    return false;
  }

  /** What the program prints, given {@code input}. */
  static String run(File dir, String input, List<String> command) throws Exception {
    require(isThere(command.get(0)), "no " + command.get(0) + " on the path");
    Process process = new ProcessBuilder(command).directory(dir).redirectErrorStream(true).start();
    Thread writer =
        new Thread(
            () -> {
              try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                process.destroy();
              }
            });
    writer.start();
    Thread guard =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
    guard.setDaemon(true);
    guard.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), output);
    writer.join();
    return output;
  }
}
