package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's properties are those that there are, and their defaults are true. */
class DocumentedPropertiesTest {

  private static final KnownProperties KNOWN = KnownProperties.all();

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern MENTION =
      Pattern.compile("(?<![.\\w])(local\\.)?redstart(\\.([a-z][a-z0-9-]*|<name>)(\\[\\d*])?)+");

  /** What has such a name and is no property of Spring's. */
  private static final Set<String> OTHERS =
      Set.of(
          "redstart.test.seed",
          "redstart.session.undecodable",
          "redstart.job",
          "redstart.job.add",
          "redstart.jobs.latency",
          "redstart.jobs.duration",
          "redstart.jobs.stalled");

  /**
   * One property of a table.
   *
   * @param page where it stands
   * @param name whole, perhaps ending in {@code .*} for all below
   * @param defaultValue as it is told, without the ticks
   */
  private record Told(String page, String name, String defaultValue) {}

  @Test
  void tablesTellOfWhatThereIsWithItsDefault() throws IOException {
    List<Told> told = told();
    assertThat(told).hasSizeGreaterThan(80);
    List<Told> wrong = new ArrayList<>();
    for (Told row : told) {
      String real = KNOWN.defaults().getOrDefault(row.name, "");
      boolean there = KNOWN.has(row.name.replaceFirst("\\.\\*$", ""));
      if (!there || !(real.isEmpty() || isTold(real, row.defaultValue))) {
        wrong.add(row);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPropertyIsToldOf() throws IOException {
    Set<String> told = told().stream().map(Told::name).collect(Collectors.toSet());
    Set<String> mentioned = mentions();
    Set<String> missing = new TreeSet<>();
    for (String name : KNOWN.defaults().keySet()) {
      if (!told.contains(name) && !mentioned.contains(name) && !isBelow(name, told)) {
        missing.add(name);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void noPropertyIsMadeUp() throws IOException {
    assertThat(mentions())
        .hasSizeGreaterThan(50)
        .allSatisfy(name -> assertThat(KNOWN.has(name) || OTHERS.contains(name)).as(name).isTrue());
  }

  /** In the form of the one that is real, perhaps with a word on it. */
  private static boolean isTold(String real, String told) {
    String number = real.replaceFirst("\\.0$", "");
    return told.equals(number) || told.startsWith(number + ", ");
  }

  /** Told by a row for all of an instance's. */
  private static boolean isBelow(String name, Set<String> told) {
    return told.stream()
        .filter(row -> row.startsWith("redstart.instances.") && row.endsWith(".*"))
        .anyMatch(row -> name.startsWith(row.substring(0, row.length() - 1)));
  }

  private static Set<String> mentions() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path page : pages()) {
      MENTION.matcher(Files.readString(page)).results().map(MatchResult::group).forEach(names::add);
    }
    return names;
  }

  private static List<Told> told() throws IOException {
    List<Told> told = new ArrayList<>();
    for (Path page : pages()) {
      List<String> prefixes = List.of();
      String before = "";
      for (String line : Files.readAllLines(page)) {
        if (line.startsWith("|---")) {
          prefixes = prefixes(before);
        } else if (line.startsWith("|")) {
          for (String prefix : prefixes) {
            told.addAll(row(page, prefix, line));
          }
        } else {
          prefixes = List.of();
        }
        before = line;
      }
    }
    return told;
  }

  /** What the names of a table's rows begin with; nothing where they are no properties. */
  private static List<String> prefixes(String header) {
    String[] cells = cells(header);
    if (cells.length < 2 || !cells[1].equalsIgnoreCase("default")) {
      return List.of();
    }
    List<String> named =
        codes(cells[0]).stream().map(name -> name.replaceFirst("\\.\\*$", "") + ".").toList();
    return named.isEmpty() ? List.of("") : named;
  }

  private static List<Told> row(Path page, String prefix, String line) {
    String[] cells = cells(line);
    List<String> names = codes(cells[0]);
    List<String> values =
        names.size() == 1 ? List.of(cells[1]) : Arrays.asList(cells[1].split(", "));
    List<Told> row = new ArrayList<>();
    String before = "";
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      before =
          name.startsWith(".")
              ? before.substring(0, before.lastIndexOf('.')) + name
              : prefix + name;
      String value = i < values.size() ? values.get(i).replace("`", "") : "";
      row.add(new Told(page.getFileName().toString(), before, value));
    }
    return row;
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
  }

  private static String[] cells(String line) {
    String[] cells = line.substring(1).split("\\|");
    return Arrays.stream(cells).map(String::strip).toArray(String[]::new);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "docs"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
