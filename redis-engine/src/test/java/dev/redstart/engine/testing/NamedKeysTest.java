package dev.redstart.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.reply.Reply;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Rules of users, locks and slots all rest on the keys that a call names. So for each call of the
 * differential cases: it changes no key that it doesn't name, and names as one that it changes; and
 * its reply is the same where no other key is there at all.
 */
class NamedKeysTest {

  /** Redis says that it only reads, though it notes who has read what. */
  private static final Set<String> CHANGES_QUIETLY = Set.of("xreadgroup");

  @TestFactory
  Stream<DynamicTest> callsTouchTheKeysThatTheyName() {
    return LineFile.all().stream()
        .filter(one -> one.lines().stream().noneMatch(NamedKeysTest::isBeyondOneClient))
        .map(one -> DynamicTest.dynamicTest(one.title(), () -> check(one.lines())));
  }

  /** Other clients, transactions and other databases have tests of their own. */
  private static boolean isBeyondOneClient(String line) {
    String upper = line.toUpperCase(Locale.ROOT);
    return line.startsWith("@")
        || Stream.of("MULTI", "SELECT", "SWAPDB", "RESET", "ACL", "SUBSCRIBE", "PSUBSCRIBE")
            .anyMatch(upper::startsWith);
  }

  private static void check(List<String> lines) {
    try (TestEngine engine = new TestEngine();
        TestEngine alone = new TestEngine()) {
      for (int i = 0; i < lines.size(); i++) {
        Bytes[] args = CommandLine.parse(lines.get(i));
        Command command = find(engine, args);
        if (command == null || isOpen(command, args)) {
          continue;
        }
        Reply reply = replay(engine, lines, i);
        Reply replyAlone = replayAlone(alone, lines, i, named(command, args, false));
        if (reply != null && replyAlone != null) {
          assertThat(replyAlone).as("without other keys: %s", lines.get(i)).isEqualTo(reply);
          checkChanges(engine.events(), lines.get(i), named(command, args, true));
        }
      }
    }
  }

  private static void checkChanges(List<String> events, String line, Set<String> mayChange) {
    for (String event : events) {
      String[] words = event.split(" ", 3);
      if (!words[1].equals("expired")) {
        assertThat(mayChange).as("%s by %s", event, line).contains(words[2]);
      }
    }
  }

  /** The reply of the last call; null where one waits. */
  private static @Nullable Reply replay(TestEngine engine, List<String> lines, int last) {
    run(engine, "FLUSHALL");
    for (int i = 0; i < last; i++) {
      if (run(engine, lines.get(i)) == null) {
        return null;
      }
    }
    engine.events();
    return run(engine, lines.get(last));
  }

  private static @Nullable Reply replayAlone(
      TestEngine engine, List<String> lines, int last, Set<String> named) {
    run(engine, "FLUSHALL");
    for (int i = 0; i < last; i++) {
      if (run(engine, lines.get(i)) == null) {
        return null;
      }
    }
    for (Reply key : engine.session("").execute("KEYS", "*").asList()) {
      if (!named.contains(key.asText())) {
        engine.session("").execute("DEL", key.asText());
      }
    }
    return run(engine, lines.get(last));
  }

  private static @Nullable Reply run(TestEngine engine, String line) {
    CompletableFuture<Reply> reply = engine.begin("", line);
    if (reply.isDone()) {
      return reply.join();
    }
    engine.session("").cancel();
    return null;
  }

  private static @Nullable Command find(TestEngine engine, Bytes... args) {
    Command command = engine.engine().commands().find(args[0]);
    if (command != null && !command.subcommands().isEmpty() && args.length > 1) {
      command = command.subcommand(args[1].toString().toLowerCase(Locale.ROOT));
    }
    boolean fits = command != null && command.accepts(args.length);
    return fits && !command.keySpecs().isEmpty() ? command : null;
  }

  /**
   * Scripts, of which each call is checked by itself, and SORT with patterns: users need the right
   * to read all keys for that.
   */
  private static boolean isOpen(Command command, Bytes... args) {
    if (command.group().equals("scripting")) {
      return true;
    }
    return command.keySpecs().stream().anyMatch(KeySpec.Unknown.class::isInstance)
        && Arrays.stream(args).anyMatch(arg -> arg.is("BY") || arg.is("GET"));
  }

  private static Set<String> named(Command command, Bytes[] args, boolean toChange) {
    Set<String> keys = new HashSet<>();
    for (KeySpec spec : command.keySpecs()) {
      String access = command.access(spec, args);
      boolean changes =
          CHANGES_QUIETLY.contains(command.name())
              || Stream.of("update", "insert", "delete").anyMatch(access::contains);
      if (!toChange || changes) {
        spec.find(args, i -> keys.add(args[i].toString()));
      }
    }
    return keys;
  }
}
