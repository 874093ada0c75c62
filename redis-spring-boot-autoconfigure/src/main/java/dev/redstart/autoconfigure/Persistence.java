package dev.redstart.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/** What {@link PersistenceProperties} mean for an engine. */
final class Persistence {

  /** Redis' own. */
  private static final List<String> USUAL_SAVE_POINTS = List.of("1h 1", "5m 100", "1m 10000");

  private static final List<String> DIRECTIVES =
      List.of("dir", "dbfilename", "appendonly", "appendfsync", "save");

  private final String prefix;
  private final PersistenceProperties properties;

  /**
   * @param prefix of the properties: "redstart" or that of an instance
   */
  Persistence(String prefix, @Nullable PersistenceProperties properties) {
    this.prefix = prefix;
    this.properties =
        properties == null ? new PersistenceProperties(null, null, null, null, null) : properties;
  }

  /**
   * Adds to {@code given} what lets data outlive the application, where they are to.
   *
   * @throws PersistenceException where that can't be
   */
  Map<String, String> addTo(Map<String, String> given) {
    String directory = StringUtils.hasText(properties.directory()) ? properties.directory() : null;
    if (!wanted(directory) || directory == null) {
      return given;
    }
    for (String directive : DIRECTIVES) {
      if (given.containsKey(directive)) {
        throw new PersistenceException(
            name("directory") + " and " + prefix + ".settings." + directive + " are both given.",
            "Remove one of them: " + prefix + ".persistence says all that the directive does.");
      }
    }
    Path path = prepared(directory);
    boolean log = !Boolean.FALSE.equals(properties.appendOnly());
    Map<String, String> directives = new LinkedHashMap<>(given);
    directives.put("dir", path.toString());
    directives.put("dbfilename", "dump.rdb");
    directives.put("appendonly", log ? "yes" : "no");
    directives.put("appendfsync", fsync(log));
    directives.put("save", savePoints(log));
    directives.put("redstart-save-on-close", log ? "no" : "yes");
    if (!log) {
      requireNoLog(path);
    }
    return directives;
  }

  private boolean wanted(@Nullable String directory) {
    boolean wanted =
        properties.enabled() == null
            ? directory != null
            : Boolean.TRUE.equals(properties.enabled());
    if (wanted && directory == null) {
      throw new PersistenceException(
          name("enabled") + " is true, and no directory is given.",
          "Say where the files are to be kept: " + name("directory") + ".");
    }
    return wanted;
  }

  private Path prepared(String directory) {
    try {
      Path path = Path.of(directory).toAbsolutePath().normalize();
      Files.createDirectories(path);
      if (!Files.isWritable(path)) {
        throw new PersistenceException(
            path + " (" + name("directory") + ") is not to be written to.",
            "Give the user whom the application runs as the right to, or name another directory.");
      }
      return path;
    } catch (IOException | InvalidPathException e) {
      throw new PersistenceException(
          directory + " (" + name("directory") + ") can't be made: " + e + ".",
          "Make it for the user whom the application runs as, or name another directory.");
    }
  }

  private String fsync(boolean log) {
    PersistenceProperties.Fsync fsync = properties.fsync();
    if (fsync == null) {
      return PersistenceProperties.Fsync.EVERYSEC.directive();
    }
    if (!log) {
      throw new PersistenceException(
          name("fsync") + " says when the log is brought to the disk, and there is none.",
          "Remove it, or " + name("append-only") + "=false.");
    }
    return fsync.directive();
  }

  private String savePoints(boolean log) {
    List<String> points = properties.savePoints();
    if (points == null) {
      points = log ? List.of() : USUAL_SAVE_POINTS;
    }
    return points.stream().map(this::savePoint).collect(Collectors.joining(" "));
  }

  private String savePoint(String text) {
    String[] words = text.strip().split("\\s+", -1);
    try {
      Duration time = DurationStyle.detectAndParse(words[0]);
      long changes = Long.parseLong(words[1]);
      if (words.length == 2 && time.toSeconds() > 0 && changes > 0) {
        return time.toSeconds() + " " + changes;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private InvalidConfigurationPropertyValueException wrong(String text) {
    return new InvalidConfigurationPropertyValueException(
        name("save-points"), text, "A save point is a time and a number, such as '5m 100'.");
  }

  /** It would be left out, with all that was written since the last snapshot. */
  private void requireNoLog(Path directory) {
    Path log = directory.resolve("appendonlydir");
    if (Files.exists(log.resolve("appendonly.aof.manifest"))) {
      throw new PersistenceException(
          name("append-only") + " is false, but " + log + " holds a log, which would be left out.",
          "Leave the log on, or remove that directory if nobody needs what it holds.");
    }
  }

  private String name(String property) {
    return prefix + ".persistence." + property;
  }
}
