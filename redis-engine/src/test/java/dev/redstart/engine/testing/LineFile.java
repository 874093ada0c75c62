package dev.redstart.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cases of differential lines from the files under src/test/resources/differential: what is between
 * two blank lines is a case, which starts from an empty database; {@code # text} before it is its
 * title.
 */
public final class LineFile {

  private static final Path FOLDER = Path.of("src", "test", "resources", "differential");

  /**
   * One case.
   *
   * @param title the file's name and the comment before the case
   * @param since the version of Redis that it needs, {@code # since 7.2} in the file
   */
  public record Case(String title, String since, List<String> lines) {}

  private LineFile() {}

  /** All cases of all files. */
  public static List<Case> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> read(Path file) {
    List<Case> cases = new ArrayList<>();
    String title = "";
    String since = "0.0";
    List<String> lines = new ArrayList<>();
    for (String line : withEnd(file)) {
      if (line.startsWith("# since ")) {
        since = line.substring("# since ".length()).strip();
      } else if (line.startsWith("#")) {
        title = line.substring(1).strip();
      } else if (!line.isBlank()) {
        lines.add(line.strip());
      } else if (!lines.isEmpty()) {
        cases.add(new Case(file.getFileName() + ": " + title, since, List.copyOf(lines)));
        lines.clear();
        title = "";
        since = "0.0";
      }
    }
    return cases;
  }

  private static List<String> withEnd(Path file) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      lines.add("");
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
