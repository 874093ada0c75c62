package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.server.RespServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The lists in docs/compatibility.md follow from the command table and the directives. {@code
 * -Dupdate} writes them anew.
 */
class CompatibilityPageTest {

  private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

  private static final int NAME = 0;
  private static final int GROUP = 8;

  /** Why a whole group is not there yet. */
  private static final Map<String, String> MISSING_GROUPS =
      Map.of(
          "geo", "to come next",
          "scripting", "scripts and functions come with an issue of their own",
          "sentinel", "the engine is no Sentinel");

  /** Why a command is not there yet, by the first word of its name. */
  private static final Map<String, String> MISSING_COMMANDS =
      Map.ofEntries(
          Map.entry("bgsave", "persistence has an issue of its own"),
          Map.entry("lastsave", "persistence has an issue of its own"),
          Map.entry("dump", "persistence has an issue of its own"),
          Map.entry("restore", "persistence has an issue of its own"),
          Map.entry("restore-asking", "the engine is no part of a cluster yet"),
          Map.entry("migrate", "persistence has an issue of its own"),
          Map.entry("psync", "replication has an issue of its own"),
          Map.entry("sync", "replication has an issue of its own"),
          Map.entry("replconf", "replication has an issue of its own"),
          Map.entry("pfdebug", "looks into Redis' own registers"),
          Map.entry("pfselftest", "tests Redis' own registers"));

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    String fresh;
    try (RedisEngine engine = engine()) {
      fresh = withSection(page, "commands", commands(engine));
      fresh = withSection(fresh, "missing", missing(engine));
      fresh = withSection(fresh, "directives", directives(engine));
    }
    if (System.getProperty("update") != null) {
      Files.writeString(PAGE, fresh);
    } else {
      assertThat(page)
          .as("docs/compatibility.md is stale: run this test with -Dupdate")
          .isEqualTo(fresh);
    }
  }

  @Test
  void whatIsMissingHasAReason() throws IOException {
    try (RedisEngine engine = engine()) {
      assertThat(missingByReason(engine)).doesNotContainKey("");
    }
  }

  /** With a port, which reads directives, but not open. */
  private static RedisEngine engine() {
    return RedisEngine.builder().setting("port", "0").with(new RespServer()).build();
  }

  private static String withSection(String page, String name, String text) {
    String begin = "<!-- generated: " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    assertThat(from).as(begin).isNotNegative();
    assertThat(to).as(end).isGreaterThan(from);
    return page.substring(0, from + begin.length()) + text + page.substring(to);
  }

  private static String commands(RedisEngine engine) {
    Set<String> facts = facts().keySet();
    Map<String, List<String>> groups = new TreeMap<>();
    for (String name : names(engine)) {
      Command command = Objects.requireNonNull(engine.commands().find(name));
      String shown = "`" + name.replace('|', ' ').toUpperCase(Locale.ROOT) + "`";
      groups
          .computeIfAbsent(command.group(), g -> new ArrayList<>())
          .add(facts.contains(name) ? shown : shown + " (" + command.since() + ")");
    }
    StringBuilder text = new StringBuilder("| group | commands |\n|---|---|\n");
    groups.forEach(
        (group, names) ->
            text.append("| ")
                .append(group)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    return text.toString();
  }

  private static String missing(RedisEngine engine) {
    Map<String, List<String>> byReason = missingByReason(engine);
    if (byReason.isEmpty()) {
      return "None.\n";
    }
    StringBuilder text = new StringBuilder("| why | commands |\n|---|---|\n");
    byReason.forEach(
        (reason, names) ->
            text.append("| ")
                .append(reason)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    return text.toString();
  }

  private static Map<String, List<String>> missingByReason(RedisEngine engine) {
    Set<String> ours = names(engine);
    Map<String, List<String>> byReason = new TreeMap<>();
    facts()
        .forEach(
            (name, columns) -> {
              // A container has no call of its own, and HELP comes with it.
              boolean container = facts().keySet().stream().anyMatch(n -> n.startsWith(name + "|"));
              if (!ours.contains(name) && !container && !name.endsWith("|help")) {
                String first = name.split("\\|", 2)[0];
                String reason =
                    MISSING_COMMANDS.getOrDefault(
                        first, MISSING_GROUPS.getOrDefault(columns[GROUP], ""));
                byReason
                    .computeIfAbsent(reason, r -> new ArrayList<>())
                    .add("`" + name.replace('|', ' ').toUpperCase(Locale.ROOT) + "`");
              }
            });
    return byReason;
  }

  private static String directives(RedisEngine engine) {
    return engine.settings().all().stream()
            .filter(setting -> setting.unused() && !setting.hidden())
            .map(Setting::name)
            .sorted()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "))
        + ".\n";
  }

  private static Set<String> names(RedisEngine engine) {
    Set<String> names = new TreeSet<>();
    for (Command command : engine.commands().all()) {
      if (command.subcommands().isEmpty()) {
        names.add(command.name());
      }
      command.subcommands().stream()
          .map(Command::name)
          .filter(name -> !name.endsWith("|help"))
          .forEach(names::add);
    }
    return names;
  }

  private static Map<String, String[]> facts() {
    try (InputStream in = CompatibilityPageTest.class.getResourceAsStream("/commands-7.4.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String[]> facts = new TreeMap<>();
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(columns -> facts.put(columns[NAME], columns));
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
