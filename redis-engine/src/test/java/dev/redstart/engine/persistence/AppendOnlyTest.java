package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.persistence.aof.AofException;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.engine.testing.RandomCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that log what they write, and start from it. */
class AppendOnlyTest {

  private static final int COMMANDS = 20_000;
  private static final int ROUNDS = 40;

  /** The groups that change who may do what, and how. */
  private static final Set<String> LEFT_OUT = Set.of("server", "connection");

  @TempDir private Path directory;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final ManualClock clock = new ManualClock();

  /** Whatever was run, and however time went by. */
  @Test
  void everyCommandIsReplayed() {
    RandomCommands calls;
    try (RedisEngine any = RedisEngine.builder().build()) {
      calls = new RandomCommands(any.commands(), seed, List.of());
    }
    for (int start = 0; start < 4; start++) {
      String before;
      String[] base = {"aof-use-rdb-preamble", start % 2 == 0 ? "no" : "yes"};
      try (RedisEngine engine = engine(base);
          Session session = engine.session()) {
        for (int i = 0; i < COMMANDS / 4; i++) {
          Bytes[] call = calls.next();
          Command command = engine.commands().find(call[0]);
          if (command != null && !LEFT_OUT.contains(command.group())) {
            session.executeAsync(call);
            session.cancel();
          }
          if (random.nextInt(10) == 0) {
            clock.advance(Duration.ofMillis(random.nextInt(200)));
          }
          if (random.nextInt(2000) == 0) {
            run(session, "BGREWRITEAOF");
          }
        }
        before = Contents.of(engine);
      }
      try (RedisEngine engine = engine()) {
        String after = Contents.of(engine);
        assertThat(List.of(without(before, after), without(after, before)))
            .as("lost and gained, -Dseed=%d, start %d", seed, start)
            .allMatch(List::isEmpty);
      }
    }
  }

  /** The lines of {@code one} that {@code other} hasn't. */
  private static List<String> without(String one, String other) {
    Set<String> known = other.lines().collect(Collectors.toSet());
    return one.lines().filter(line -> !known.contains(line)).toList();
  }

  @Test
  void whatExpiresBetweenTwoStartsIsGone() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "SET counter 5 PX 1000");
      run(session, "INCR counter");
      run(session, "HSET h f v g w");
      run(session, "HPEXPIRE h 1000 FIELDS 1 f");
      run(session, "SET stays 1");
    }
    clock.advance(Duration.ofSeconds(2));
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "GET counter").asText()).isNull();
      assertThat(run(session, "HKEYS h").asList()).extracting(Reply::asText).containsExactly("g");
      assertThat(run(session, "DBSIZE").asLong()).isEqualTo(2);
    }
  }

  /** Also those that nobody looks at. */
  @Test
  void deadlinesAreKeptAfterAStart() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      for (int i = 0; i < 300; i++) {
        run(session, "SET key" + i + " 1 PX " + (1000 + 10 * i));
        run(session, "HSET hash" + i + " f v g w");
        run(session, "HPEXPIRE hash" + i + " 1500 FIELDS 2 f g");
      }
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "INFO keyspace").asText()).contains("keys=600,expires=300,");
      clock.advance(Duration.ofMillis(1000 + 10 * 99 + 5));
      assertThat(run(session, "INFO keyspace").asText()).contains("keys=200,expires=200,");
      clock.advance(Duration.ofSeconds(10));
      assertThat(run(session, "DBSIZE").asLong()).isZero();
    }
  }

  @Test
  void aTransactionIsOneRecord() throws IOException {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "SET before 1");
      run(session, "MULTI");
      run(session, "SET a 1");
      run(session, "SELECT 3");
      run(session, "SET b 1");
      run(session, "EXEC");
      run(session, "EVAL \"redis.call('set','c',1) redis.call('set','d',1)\" 0");
    }
    assertThat(commands(log(1)))
        .containsExactly(
            "SELECT 0",
            "SET before 1",
            "MULTI",
            "SET a 1",
            "SELECT 3",
            "SET b 1",
            "EXEC",
            "MULTI",
            "set c 1",
            "set d 1",
            "EXEC");
  }

  /** What a transaction has written before it asks for a new base must not be there twice. */
  @Test
  void aRewriteWithinATransactionWaitsForItsEnd() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      awaitBase(session);
      run(session, "MULTI");
      run(session, "INCR a");
      run(session, "BGREWRITEAOF");
      run(session, "INCR a");
      assertThat(run(session, "EXEC").asList().get(1).asText())
          .isEqualTo("Background append only file rewriting scheduled");
      awaitBase(session);
      run(session, "CONFIG SET appendonly no");
      run(session, "MULTI");
      run(session, "INCR a");
      run(session, "CONFIG SET appendonly yes");
      run(session, "EXEC");
      while (run(session, "WAITAOF 1 0 0") instanceof Reply.Failure) {
        Thread.onSpinWait();
      }
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "GET a").asText()).isEqualTo("3");
    }
  }

  private static void awaitBase(Session session) {
    while (String.valueOf(run(session, "INFO persistence").asText())
        .contains("aof_rewrite_in_progress:1")) {
      Thread.onSpinWait();
    }
  }

  /** A log may end anywhere: then it counts up to there, and no transaction counts by half. */
  @Test
  void aTruncatedEndIsCutOff() throws IOException {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      for (int i = 0; i < 5; i++) {
        run(session, "SET single " + i);
        run(session, "MULTI");
        run(session, "INCR one");
        run(session, "INCR two");
        run(session, "EXEC");
      }
    }
    Path log = log(1);
    byte[] whole = Files.readAllBytes(log);
    for (int i = 0; i < ROUNDS; i++) {
      int length = random.nextInt(whole.length);
      Files.write(log, Arrays.copyOf(whole, length));
      if (endsWithin(whole, length)) {
        assertThatThrownBy(() -> engine("aof-load-truncated", "no").close())
            .as("-Dseed=%d, %d bytes", seed, length)
            .isInstanceOf(AofException.class)
            .hasMessageEndingWith("redstart-check-aof --fix " + log);
        assertThat(log).hasSize(length);
      }
      try (RedisEngine engine = engine();
          Session session = engine.session()) {
        assertThat(run(session, "GET one"))
            .as("-Dseed=%d", seed)
            .isEqualTo(run(session, "GET two"));
      }
      assertThat(Files.size(log)).isLessThanOrEqualTo(length);
    }
  }

  /** True where the first bytes of a log are no whole commands and transactions. */
  private static boolean endsWithin(byte[] log, int length) {
    String text = new String(log, StandardCharsets.ISO_8859_1);
    boolean atCommand = length == 0 || text.startsWith("*", length);
    String before = text.substring(0, length);
    return !atCommand || before.split("MULTI", -1).length != before.split("EXEC", -1).length;
  }

  /** A length that is wrong looks like an end: what follows it must not be lost. */
  @Test
  void aDamagedLogStopsTheStartAndStays() throws IOException {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "SET a 1");
      run(session, "SET b 22222");
      run(session, "SET c 3");
    }
    Path log = log(1);
    String whole = Files.readString(log);
    for (String damaged :
        List.of(
            whole.replace("$5\r\n22222", "$5000\r\n22222"),
            whole.replace("$5\r\n22222", "$4\r\n22222"),
            whole.replace("$5\r\n22222", "$x\r\n22222"),
            whole.replace("$5\r\n22222", "$99999999999999999999\r\n22222"),
            whole.replaceFirst("\\*3", "*300000000"),
            whole.replaceFirst("\\*3", "*0"),
            whole.replaceFirst("\\*3", "#3"),
            whole.replace("SET\r\n$1\r\nb", "SXT\r\n$1\r\nb"),
            whole.replace("SELECT\r\n$1\r\n0", "SELECT\r\n$2\r\n99"),
            "x" + whole)) {
      Files.writeString(log, damaged);
      assertThatThrownBy(() -> engine().close())
          .as(damaged)
          .isInstanceOf(AofException.class)
          .hasMessageContaining(log + " is damaged in the command at byte ")
          .hasMessageEndingWith("redstart-check-aof --fix " + log);
      assertThat(Files.readString(log)).isEqualTo(damaged);
    }
  }

  @Test
  void aMissingFileStopsTheStart() throws IOException {
    engine().close();
    Files.delete(log(1));
    assertThatThrownBy(() -> engine().close())
        .isInstanceOf(AofException.class)
        .hasMessageContaining("incr.aof is missing (No such file or directory), which ");
  }

  @Test
  void aLogOfOneFileBecomesTheBase() throws IOException {
    Files.writeString(
        directory.resolve("appendonly.aof"),
        "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "GET a").asText()).isEqualTo("1");
      run(session, "SET b 2");
    }
    assertThat(directory.resolve("appendonly.aof")).doesNotExist();
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "DBSIZE").asLong()).isEqualTo(2);
    }
  }

  @Test
  void aLogThatIsTurnedOnBeginsWithWhatIsThere() {
    try (RedisEngine engine = engine("appendonly", "no");
        Session session = engine.session()) {
      run(session, "SET a 1");
      assertThat(run(session, "WAITAOF 1 0 0")).isInstanceOf(Reply.Failure.class);
      run(session, "CONFIG SET appendonly yes");
      run(session, "SET b 1");
      assertThat(run(session, "WAITAOF 1 0 0").asList())
          .extracting(Reply::asLong)
          .containsExactly(1L, 0L);
      run(session, "CONFIG SET appendonly no");
      run(session, "SET c 1");
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "KEYS *").asList())
          .extracting(Reply::asText)
          .containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void whoWaitsForTheDiskIsToldWhenTheLogIsTurnedOff() throws Exception {
    try (RedisEngine engine = engine("appendfsync", "no");
        Session session = engine.session();
        Session other = engine.session()) {
      run(session, "SET a 1");
      var wait = session.executeAsync(CommandLine.parse("WAITAOF 1 0 0"));
      run(other, "CONFIG SET appendonly no");
      assertThat(wait.get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Failure.class);
    }
  }

  @Test
  void isReloaded() {
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      run(session, "SET a 1 PX 100000");
      run(session, "XADD s 1-1 f v");
      String before = Contents.of(engine);
      assertThat(run(session, "DEBUG LOADAOF")).isEqualTo(Reply.ok());
      assertThat(Contents.of(engine)).isEqualTo(before);
      run(session, "INCR a");
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "GET a").asText()).isEqualTo("2");
    }
  }

  @Test
  void aLogGrowsAndIsRewrittenByItself() throws IOException {
    try (RedisEngine engine = engine("auto-aof-rewrite-min-size", "4096");
        Session session = engine.session()) {
      for (int i = 0; i < 20_000; i++) {
        run(session, "SET key " + i);
      }
      run(session, "WAITAOF 1 0 0");
    }
    try (var files = Files.list(directory.resolve("appendonlydir"))) {
      assertThat(files).hasSize(3);
    }
    try (RedisEngine engine = engine();
        Session session = engine.session()) {
      assertThat(run(session, "GET key").asText()).isEqualTo("19999");
    }
  }

  private RedisEngine engine(String... directives) {
    var builder =
        RedisEngine.builder()
            .clock(clock)
            .setting("dir", directory.toString())
            .setting("appendonly", "yes")
            .setting("proto-max-bulk-len", "1048576")
            .setting("enable-debug-command", "yes");
    for (int i = 0; i < directives.length; i += 2) {
      builder.setting(directives[i], directives[i + 1]);
    }
    return builder.build();
  }

  private Path log(int sequence) {
    return directory.resolve("appendonlydir/appendonly.aof." + sequence + ".incr.aof");
  }

  private static List<String> commands(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    return Arrays.stream(text.split("\\*\\d+\r\n"))
        .skip(1)
        .map(part -> part.replaceAll("\\$\\d+\r\n", "").strip().replace("\r\n", " "))
        .toList();
  }

  private static Reply run(Session session, String line) {
    return session.execute(CommandLine.parse(line));
  }
}
