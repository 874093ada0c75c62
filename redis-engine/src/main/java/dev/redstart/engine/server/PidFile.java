package dev.redstart.engine.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that tells others the number of this process, as long as it runs. */
final class PidFile {

  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  private final String path;

  /**
   * @param path empty for none
   */
  PidFile(String path) {
    this.path = path;
  }

  /** Writes the file. The program runs without it where it can't be written. */
  void write() {
    if (!path.isEmpty()) {
      try {
        String pid = ProcessHandle.current().pid() + "\n";
        Files.writeString(Path.of(path), pid, StandardCharsets.US_ASCII);
      } catch (IOException e) {
        LOG.info("Failed to write PID file: {}", e.toString());
      }
    }
  }

  void remove() {
    if (!path.isEmpty()) {
      LOG.info("Removing the pid file.");
      try {
        Files.deleteIfExists(Path.of(path));
      } catch (IOException e) {
        LOG.info("Failed to remove PID file: {}", e.toString());
      }
    }
  }
}
