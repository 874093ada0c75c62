package dev.redstart.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Argument;
import dev.redstart.engine.command.Command;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No command is forgotten: each one is compared with Redis by some line, or a reason is given. */
class CoverageTest {

  /** What is not to be compared reply by reply, and why. */
  private static final Map<String, String> NOT_COMPARABLE =
      Map.ofEntries(
          Map.entry("acl|genpass", "is chance"),
          Map.entry("client|id", "a number of its own in each server"),
          Map.entry("client|info", "tells of the connection"),
          Map.entry("client|list", "tells of all connections"),
          Map.entry("client|pause", "holds up the test's other connections"),
          Map.entry("quit", "ends the connection"),
          Map.entry("bgrewriteaof", "writes files, which are compared elsewhere"),
          Map.entry("shutdown", "ends the server"),
          Map.entry("debug", "tells of the inside"),
          Map.entry("migrate", "wants another server"),
          Map.entry("dump", "has a form of its own; what it holds is compared elsewhere"),
          Map.entry("function|dump", "has a form of its own; FUNCTION RESTORE reads it"),
          Map.entry("info", "tells of the inside"),
          Map.entry("lolwut", "is a picture of each server's own"),
          Map.entry("slowlog|get", "tells how long calls took"),
          Map.entry("slowlog|len", "counts what other tests did"),
          Map.entry("latency|histogram", "tells how long calls took"),
          Map.entry("latency|doctor", "reports in words of our own"),
          Map.entry("monitor", "turns the connection into a stream of others' calls"),
          Map.entry("memory|doctor", "reports in words of our own"),
          Map.entry("memory|malloc-stats", "tells of the inside"),
          Map.entry("memory|stats", "tells of the inside"),
          Map.entry("memory|usage", "tells of the inside"),
          Map.entry("time", "moves on"),
          Map.entry("config|get", "each server has directives of its own"),
          Map.entry("config|set", "would change the server that all tests share"),
          Map.entry("config|rewrite", "writes a file"),
          Map.entry("config|resetstat", "changes what INFO tells only"),
          Map.entry("command|count", "is compared with Redis' table as a whole"),
          Map.entry("command|docs", "is compared with Redis' table as a whole"),
          Map.entry("command|info", "is compared with Redis' table as a whole"),
          Map.entry("command|list", "is compared with Redis' table as a whole"),
          Map.entry("command|getkeys", "is compared with Redis' table as a whole"),
          Map.entry("command|getkeysandflags", "is compared with Redis' table as a whole"));

  /** Options that can't be compared by a line, and why. */
  private static final Set<String> NOT_BY_LINES =
      Set.of(
          // No reply follows.
          "client|reply OFF",
          "client|reply SKIP",
          // Scripts can't be debugged here.
          "script|debug SYNC",
          "script|debug YES");

  @Test
  void everyCommandIsComparedByALineOrThereIsAReason() {
    Set<String> compared = compared();
    Set<String> forgotten = new TreeSet<>();
    try (TestEngine engine = new TestEngine()) {
      for (Command command : engine.engine().commands().all()) {
        List<Command> all =
            command.subcommands().isEmpty() ? List.of(command) : List.copyOf(command.subcommands());
        all.stream()
            .filter(each -> !compared.contains(each.name()))
            .filter(each -> !NOT_COMPARABLE.containsKey(each.name()))
            // HELP describes the commands in the server's own words.
            .filter(each -> !each.name().endsWith("|help"))
            .forEach(each -> forgotten.add(each.group() + " " + each.name()));
      }
    }
    assertThat(forgotten).isEmpty();
  }

  @Test
  void everyOptionIsComparedByALine() {
    Map<String, Set<String>> used = wordsByCommand();
    Set<String> forgotten = new TreeSet<>();
    try (TestEngine engine = new TestEngine()) {
      for (Command command : engine.engine().commands().all()) {
        Stream.concat(Stream.of(command), command.subcommands().stream())
            .filter(each -> !NOT_COMPARABLE.containsKey(each.name()))
            .forEach(
                each ->
                    tokens(each.arguments())
                        .filter(t -> !used.getOrDefault(each.name(), Set.of()).contains(t))
                        .map(token -> each.name() + " " + token)
                        .filter(option -> !NOT_BY_LINES.contains(option))
                        .forEach(forgotten::add));
      }
    }
    assertThat(forgotten).isEmpty();
  }

  private static Stream<String> tokens(List<Argument> arguments) {
    return arguments.stream()
        .flatMap(
            argument ->
                Stream.concat(
                    Stream.ofNullable(argument.token()).filter(token -> !token.isEmpty()),
                    tokens(argument.arguments())))
        .map(token -> token.toUpperCase(Locale.ROOT));
  }

  /** All words in upper case that some line has behind the name of a command. */
  private static Map<String, Set<String>> wordsByCommand() {
    Map<String, Set<String>> words = new TreeMap<>();
    for (Bytes[] call : calls()) {
      Set<String> all =
          Arrays.stream(call)
              .map(word -> word.toString().toUpperCase(Locale.ROOT))
              .collect(Collectors.toSet());
      for (String name : names(call)) {
        words.computeIfAbsent(name, n -> new TreeSet<>()).addAll(all);
      }
    }
    return words;
  }

  private static Set<String> compared() {
    return calls().stream().flatMap(call -> names(call).stream()).collect(Collectors.toSet());
  }

  /** What is called, as a command and as a subcommand. */
  private static List<String> names(Bytes... call) {
    String name = call[0].toString().toLowerCase(Locale.ROOT);
    return call.length == 1
        ? List.of(name)
        : List.of(name, name + "|" + call[1].toString().toLowerCase(Locale.ROOT));
  }

  private static List<Bytes[]> calls() {
    return LineFile.all().stream()
        .flatMap(one -> one.lines().stream())
        .map(line -> line.startsWith("@") ? line.replaceFirst("^\\S+ ?", "") : line)
        .map(CommandLine::parse)
        .filter(call -> call.length > 0)
        .toList();
  }
}
