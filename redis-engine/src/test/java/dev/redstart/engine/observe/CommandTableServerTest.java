package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.EngineDoor;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.WireReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** COMMAND INFO and COMMAND DOCS of each of our commands, against those of a running Redis 7.4. */
class CommandTableServerTest {

  /**
   * What Redis tells besides, or tells in its own words; of complexities, only that there is one.
   */
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "summary",
          "history",
          "doc_flags",
          "deprecated_since",
          "replaced_by",
          "notes",
          "display_text",
          "subcommands");

  @Test
  void commandsAreDescribedAsRedisDescribesThem() {
    Oracle oracle = Oracle.required();
    assumeTrue(oracle.isAtLeast("7.4"), "7.4 is the reference");
    List<String> differences = new ArrayList<>();
    try (RedisEngine engine = RedisEngine.builder().build();
        Door ours = new EngineDoor(engine, 3);
        Door theirs = oracle.door(3)) {
      for (Command command : engine.commands().all()) {
        compare(command, ours, theirs, differences);
        command.subcommands().forEach(each -> compare(each, ours, theirs, differences));
      }
    }
    differences.removeIf(DeclaredOtherwise::isKnown);
    // Ours has the conditions that 8.4 brought.
    differences.removeIf(difference -> difference.startsWith("set arguments"));
    assertThat(differences).isEmpty();
  }

  private static void compare(Command command, Door ours, Door theirs, List<String> differences) {
    WireReply expected = ask(theirs, "INFO", command.name()).items().get(0);
    if (!expected.isTree()) {
      return;
    }
    WireReply info = ask(ours, "INFO", command.name()).items().get(0);
    // The tenth is the list of subcommands, which are compared by themselves.
    for (int i = 0; i < 9; i++) {
      differ(
          command.name() + " " + INFO_COLUMNS.get(i),
          canonical(info.items().get(i)),
          canonical(expected.items().get(i)),
          differences);
    }
    Map<String, String> docs = fields(ask(ours, "DOCS", command.name()).items().get(1));
    fields(ask(theirs, "DOCS", command.name()).items().get(1))
        .forEach(
            (name, text) ->
                differ(
                    command.name() + " " + name,
                    docs.getOrDefault(name, "nothing"),
                    text,
                    differences));
  }

  private static final List<String> INFO_COLUMNS =
      List.of("name", "arity", "flags", "keys", "keys", "keys", "categories", "tips", "key specs");

  private static void differ(String what, String ours, String theirs, List<String> differences) {
    if (!ours.equals(theirs)) {
      differences.add(what + "\n  redis: " + theirs + "\n  ours:  " + ours);
    }
  }

  private static WireReply ask(Door door, String subcommand, String name) {
    door.send(Bytes.of("COMMAND"), Bytes.of(subcommand), Bytes.of(name));
    return door.receive(1).get(0);
  }

  private static Map<String, String> fields(WireReply map) {
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i + 1 < map.items().size(); i += 2) {
      String name = map.items().get(i).text().toString();
      if (!NOT_COMPARED.contains(name)) {
        boolean words = name.equals("complexity");
        fields.put(name, words ? "in words" : canonical(map.items().get(i + 1)));
      }
    }
    return fields;
  }

  /** One text for all that means the same: sets in any order, the names of groups left out. */
  private static String canonical(WireReply reply) {
    return switch (reply.type()) {
      case '%' -> argument(reply);
      case '~' ->
          reply.items().stream()
              .map(CommandTableServerTest::canonical)
              .sorted()
              .toList()
              .toString();
      case '*' ->
          reply.items().stream()
              .map(CommandTableServerTest::canonical)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> reply.text().toString();
    };
  }

  private static String argument(WireReply map) {
    Map<String, String> fields = fields(map);
    // Which version brought an option is not declared.
    fields.remove("since");
    if (Set.of("oneof", "block", "pure-token").contains(fields.getOrDefault("type", ""))) {
      fields.remove("name");
    }
    return fields.toString();
  }
}
