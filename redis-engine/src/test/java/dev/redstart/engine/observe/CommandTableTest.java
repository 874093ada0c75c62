package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.command.Argument;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each declaration, and what derives from it, against what Redis 7.4 answers; against the manual of
 * 8.4 where that has something new.
 */
class CommandTableTest {

  private static final List<String> COLUMNS =
      List.of(
          "name",
          "arity",
          "flags",
          "keys",
          "categories",
          "tips",
          "key specs",
          "since",
          "group",
          "arguments");

  @Test
  void declarationsAreThoseOfRedis() {
    Map<String, String[]> facts = facts();
    List<String> differences = new ArrayList<>();
    try (RedisEngine engine = RedisEngine.builder().build()) {
      for (Command command : all(engine)) {
        String[] expected = facts.get(command.name());
        if (expected == null) {
          differences.add(command.name() + " unknown to Redis");
        } else {
          compare(command, expected, differences);
        }
      }
    }
    differences.removeIf(DeclaredOtherwise::isKnown);
    assertThat(differences).isEmpty();
  }

  private static void compare(Command command, String[] expected, List<String> differences) {
    String[] ours = row(command);
    for (int i = 1; i < COLUMNS.size(); i++) {
      if (!ours[i].equals(expected[i])) {
        differences.add(
            command.name()
                + " "
                + COLUMNS.get(i)
                + "\n  redis: "
                + expected[i]
                + "\n  ours:  "
                + ours[i]);
      }
    }
  }

  private static List<Command> all(RedisEngine engine) {
    List<Command> all = new ArrayList<>();
    for (Command command : engine.commands().all()) {
      all.add(command);
      all.addAll(command.subcommands());
    }
    return all;
  }

  private static String[] row(Command command) {
    List<Reply> info = CommandInfo.of(command).asList();
    boolean container = !command.subcommands().isEmpty();
    return new String[] {
      command.name(),
      Integer.toString(command.arity()),
      sorted(CommandInfo.shown(command), Flag::text),
      info.get(3).asLong() + " " + info.get(4).asLong() + " " + info.get(5).asLong(),
      sorted(command.categories(), category -> "@" + category),
      String.join(" ", command.tips()),
      info.get(8).asList().stream()
          .map(CommandTableTest::keySpec)
          .collect(Collectors.joining("; ")),
      command.since(),
      command.group(),
      container ? "" : arguments(command.arguments()),
    };
  }

  private static <T> String sorted(Collection<T> all, Function<T, String> text) {
    return all.stream().map(text).sorted().collect(Collectors.joining(" "));
  }

  private static String keySpec(Reply spec) {
    List<Reply> fields = spec.asList();
    return sorted(fields.get(1).asList(), word -> String.valueOf(word.asText()))
        + "|"
        + rule(fields.get(3))
        + "|"
        + rule(fields.get(5));
  }

  private static String rule(Reply rule) {
    List<Reply> fields = rule.asList();
    List<Reply> spec = fields.get(3).asList();
    Set<String> parts = new TreeSet<>();
    for (int i = 0; i < spec.size(); i += 2) {
      Reply value = spec.get(i + 1);
      String text =
          value instanceof Reply.Int number ? Long.toString(number.value()) : value.asText();
      parts.add(spec.get(i).asText() + "=" + text);
    }
    return fields.get(1).asText() + "(" + String.join(",", parts) + ")";
  }

  private static String arguments(List<Argument> arguments) {
    return arguments.stream().map(CommandTableTest::argument).collect(Collectors.joining(" "));
  }

  /** Names of groups and of plain words are left out: nothing depends on them. */
  private static String argument(Argument argument) {
    StringBuilder text = new StringBuilder();
    boolean named = !Set.of("oneof", "block", "pure-token").contains(argument.type());
    text.append(named ? argument.name() + ":" : "").append(argument.type());
    if (argument.token() != null) {
      text.append('=').append(argument.token());
    }
    if (argument.keySpec() >= 0) {
      text.append('#').append(argument.keySpec());
    }
    if (!argument.flags().isEmpty()) {
      text.append('{').append(String.join(",", new TreeSet<>(argument.flags()))).append('}');
    }
    if (!argument.arguments().isEmpty()) {
      text.append('(').append(arguments(argument.arguments())).append(')');
    }
    return text.toString();
  }

  private static Map<String, String[]> facts() {
    Map<String, String[]> facts = facts("/commands-7.4.tsv");
    facts.putAll(facts("/commands-8.4.tsv"));
    return facts;
  }

  private static Map<String, String[]> facts(String file) {
    Map<String, String[]> facts = new HashMap<>();
    try (InputStream in = CommandTableTest.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(columns -> facts.put(columns[0], columns));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return facts;
  }
}
