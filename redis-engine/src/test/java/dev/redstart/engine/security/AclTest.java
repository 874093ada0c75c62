package dev.redstart.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AclTest {

  private static final String NO_KEY = "NOPERM No permissions to access a key";

  @TempDir Path directory;

  @Test
  void aSessionIsBoundOnceItSaysWhoItIs() {
    try (TestEngine engine = new TestEngine()) {
      engine.run("ACL SETUSER ann on >pw +get +set %R~r* %W~w*");
      engine.run("SET r1 v");
      engine.runAs("a", "AUTH ann pw");
      assertThat(text(engine, "a", "ACL WHOAMI")).contains("NOPERM");
      assertThat(engine.session("a").execute("GET", "r1").asText()).isEqualTo("v");
      assertThat(text(engine, "a", "GET w1")).contains(NO_KEY);
      assertThat(text(engine, "a", "SET w1 v GET")).contains(NO_KEY);
      assertThat(text(engine, "a", "DEL w1"))
          .contains("NOPERM User ann has no permissions to run the 'del' command");
      engine.run("ACL SETUSER ann -get");
      assertThat(text(engine, "a", "GET r1")).contains("NOPERM");
      engine.run("ACL DELUSER ann");
      assertThat(text(engine, "a", "SET w1 v")).contains("NOPERM");
    }
  }

  @Test
  void refusalsOfTheSameKindAreOneEntry() {
    try (TestEngine engine = new TestEngine()) {
      engine.run("ACL SETUSER ann on nopass +get ~r*");
      engine.runAs("a", "AUTH ann x");
      engine.runAs("a", "GET w1");
      engine.advance(Duration.ofSeconds(50));
      engine.runAs("a", "GET w1");
      engine.runAs("a", "GET w2");
      assertThat(log(engine)).containsExactly("1 key w2", "2 key w1");
      engine.advance(Duration.ofSeconds(61));
      engine.runAs("a", "GET w1");
      assertThat(log(engine)).containsExactly("1 key w1", "1 key w2", "2 key w1");
      assertThat(engine.session("").execute("ACL", "LOG", "1").asList()).hasSize(1);
      engine.run("CONFIG SET acllog-max-len 2");
      engine.runAs("a", "DEL w1");
      assertThat(log(engine)).containsExactly("1 command del", "1 key w1");
      engine.run("ACL LOG RESET");
      assertThat(log(engine)).isEmpty();
      engine.runAs("b", "AUTH ann2 x");
      assertThat(log(engine)).containsExactly("1 auth AUTH");
    }
  }

  @Test
  void usersOutliveTheEngineInTheirFile() throws IOException {
    Path file = directory.resolve("users.acl");
    Files.writeString(
        file, "user ann on >pw ~a* &c +get (+set %W~b*)\n\nuser default on nopass +@all ~* &*\n");
    List<Reply> before;
    try (RedisEngine engine = withFile(file);
        Session session = engine.session()) {
      assertThat(session.execute("ACL", "USERS").asList()).hasSize(2);
      session.execute("ACL", "SETUSER", "bob", "on", "allkeys", "+@read");
      session.execute(CommandLine.parse("ACL SETUSER \"b\\xff\" \"~k\\xfe\" \"+get|\\xfd\""));
      assertThat(session.execute("ACL", "SAVE")).isEqualTo(Reply.ok());
      before = session.execute("ACL", "LIST").asList();
    }
    try (RedisEngine engine = withFile(file);
        Session session = engine.session()) {
      assertThat(session.execute("ACL", "LIST").asList()).isEqualTo(before);
    }
    assertThat(Files.list(directory)).containsExactly(file);
  }

  @Test
  void aBrokenFileChangesNothing() throws IOException {
    Path file = directory.resolve("users.acl");
    Files.writeString(file, "user ann on >pw ~a* +get\n");
    try (RedisEngine engine = withFile(file);
        Session session = engine.session()) {
      List<Reply> before = session.execute("ACL", "LIST").asList();
      Files.writeString(
          file,
          "user ann on +nonsense\n"
              + "user bob (~x\n"
              + "bob on\n\n"
              + "user ann on\n"
              + "user carl %X~y\n"
              + "user dan +get\n");
      Reply reply = session.execute("ACL", "LOAD");
      assertThat(((Reply.Failure) reply).message())
          .startsWith("ERR users.acl:1: Error in applying operation '+nonsense': Unknown command")
          .contains(":2: Unmatched parenthesis in selector definition.")
          .contains(":3 should start with user keyword followed by the username.")
          .contains("Duplicate user 'ann' found on line 5.")
          .contains(":6: Syntax error.")
          .endsWith("no change to the previously active ACL rules was performed");
      assertThat(session.execute("ACL", "LIST").asList()).isEqualTo(before);
      Files.delete(file);
      assertThat(session.execute("ACL", "LOAD").toString()).contains("Error loading ACLs");
      assertThat(session.execute("ACL", "LIST").asList()).isEqualTo(before);
    }
  }

  @Test
  void usersComeFromLinesOrFromAFile() {
    try (TestEngine engine = new TestEngine("user", "ann on nopass +get ~a\nbob off")) {
      engine.run("ACL USERS").isList("ann", "bob", "default");
    }
    assertThatThrownBy(() -> new TestEngine("user", "ann +nonsense").close())
        .hasMessageContaining("Unknown command");
    assertThatThrownBy(() -> new TestEngine("user", "ann on", "aclfile", "/x").close())
        .hasMessageContaining("not in both");
  }

  @Test
  void nonsenseIsRefusedAndChangesNothing() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String[] pieces = {
      "(", ")", "%", "R", "W", "~", "&", "+", "-", "@", "|", "<", ">", "#", "!", "*", "get", "all",
      "config", "read", "on", "nopass", "x", "", "\u0000", "[", "\\", " "
    };
    try (TestEngine engine = new TestEngine();
        Session session = engine.engine().session()) {
      for (int i = 0; i < 20_000; i++) {
        String[] call = new String[3 + random.nextInt(4)];
        call[0] = "ACL";
        call[1] = "SETUSER";
        call[2] = "ann";
        for (int k = 3; k < call.length; k++) {
          StringBuilder rule = new StringBuilder();
          for (int p = random.nextInt(6); p >= 0; p--) {
            rule.append(pieces[random.nextInt(pieces.length)]);
          }
          call[k] = rule.toString();
        }
        Reply before = session.execute("ACL", "GETUSER", "ann");
        Reply reply = session.execute(call);
        if (reply instanceof Reply.Failure failure) {
          assertThat(failure.message()).as("seed %s", seed).doesNotContain("internal error");
          assertThat(session.execute("ACL", "GETUSER", "ann")).isEqualTo(before);
        } else {
          assertThat(reply).isEqualTo(Reply.ok());
        }
        session.execute("ACL", "DRYRUN", "ann", "GET", "k");
      }
    }
  }

  @Test
  void commandsHaveOtherNames() {
    try (TestEngine engine = new TestEngine("rename-command", "flushall \"\"\nget fetch\nset \n")) {
      engine.run("ACL SETUSER ann on nopass +get ~*");
      assertThat(text(engine, "", "FLUSHALL")).contains("unknown command");
      assertThat(text(engine, "", "GET k")).contains("unknown command");
      assertThat(text(engine, "", "SET k v")).contains("unknown command");
      engine.runAs("a", "AUTH ann x");
      assertThat(engine.session("a").execute("fetch", "k").isNull()).isTrue();
    }
    assertThatThrownBy(() -> new TestEngine("rename-command", "nothing x").close())
        .hasMessageContaining("No such command");
    assertThatThrownBy(() -> new TestEngine("rename-command", "get set").close())
        .hasMessageContaining("already exists");
  }

  @Test
  void hugeKeyCountsNameNoKeys() {
    try (TestEngine engine = new TestEngine()) {
      for (String count : List.of("2147483647", "9223372036854775807", "-1", "-2147483648", "x")) {
        for (String call : List.of("ZINTERCARD " + count + " a", "LMPOP " + count + " a LEFT")) {
          assertThat(text(engine, "", "COMMAND GETKEYS " + call))
              .contains("Invalid arguments specified for command");
        }
      }
    }
  }

  /** A name without a directory is one in that of the data. */
  private static RedisEngine withFile(Path file) {
    return RedisEngine.builder()
        .setting("dir", String.valueOf(file.getParent()))
        .setting("aclfile", String.valueOf(file.getFileName()))
        .build();
  }

  private static String text(TestEngine engine, String client, String line) {
    return engine.session(client).execute(line.split(" ", -1)).toString();
  }

  /** Each entry as its count, its reason and its object. */
  private static List<String> log(TestEngine engine) {
    return engine.session("").execute("ACL", "LOG").asList().stream()
        .map(Reply::asList)
        .map(e -> e.get(1).asLong() + " " + e.get(3).asText() + " " + e.get(7).asText())
        .toList();
  }
}
