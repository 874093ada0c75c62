package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerCommandsTest {

  private final ManualClock clock = new ManualClock();
  private final AtomicInteger shutdowns = new AtomicInteger();
  private final RedisEngine engine =
      RedisEngine.builder()
          .clock(clock)
          .setting("enable-debug-command", "local")
          .onShutdown(shutdowns::incrementAndGet)
          .build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void directivesAreReadByNameAndPattern() {
    assertThat(run("CONFIG GET hash-max-listpack-entries"))
        .isEqualTo("hash-max-listpack-entries 512");
    assertThat(run("CONFIG GET HASH-max-ziplist-entries"))
        .isEqualTo("HASH-max-ziplist-entries 512");
    assertThat(run("CONFIG GET hash*entries databases"))
        .isEqualTo("hash-max-listpack-entries 512 hash-max-ziplist-entries 512 databases 16");
    assertThat(run("CONFIG GET nothing")).isEmpty();
  }

  @Test
  void directivesChangeTogetherOrNotAtAll() {
    assertThat(run("CONFIG SET hash-max-listpack-entries 3 set-max-intset-entries 4"))
        .isEqualTo("OK");
    assertThat(run("CONFIG SET hash-max-listpack-entries 7 set-max-intset-entries x"))
        .isEqualTo(
            "ERR CONFIG SET failed (possibly related to argument 'set-max-intset-entries') -"
                + " argument couldn't be parsed into an integer");
    assertThat(run("CONFIG GET hash-max-listpack-entries"))
        .isEqualTo("hash-max-listpack-entries 3");
    assertThat(run("CONFIG SET databases 4"))
        .isEqualTo(
            "ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable"
                + " config");
    assertThat(run("CONFIG SET foo 1"))
        .isEqualTo("ERR Unknown option or number of arguments for CONFIG SET - 'foo'");
    assertThat(run("CONFIG SET hash-max-listpack-entries 1 hash-max-listpack-entries 2"))
        .endsWith("duplicate parameter");
    assertThat(run("CONFIG SET a b c")).isEqualTo("ERR syntax error");
    assertThat(run("CONFIG REWRITE")).isEqualTo("ERR The server is running without a config file");
  }

  @Test
  void infoTellsTheSectionsThatAreAskedFor() {
    run("SET k v");
    run("GET k");
    run("GET none");
    run("FOO");
    assertThat(run("INFO keyspace"))
        .isEqualTo("# Keyspace\r\ndb0:keys=1,expires=0,avg_ttl=0,subexpiry=0\r\n");
    assertThat(run("INFO server clients"))
        .contains("# Server\r\nredis_version:7.4.1\r\n", "\r\n\r\n# Clients\r\n")
        .doesNotContain("# Memory");
    assertThat(run("HELLO")).contains("7.4.1");
    assertThat(run("INFO stats")).contains("keyspace_hits:1\r\nkeyspace_misses:1\r\n");
    assertThat(run("INFO errorstats")).isEqualTo("# Errorstats\r\nerrorstat_ERR:count=1\r\n");
    assertThat(run("INFO commandstats")).contains("cmdstat_get:calls=2,");
    assertThat(run("INFO")).contains("role:master").doesNotContain("# Commandstats");
    assertThat(run("INFO everything")).contains("# Commandstats");
    assertThat(run("INFO nothing")).isEmpty();
    run("CONFIG RESETSTAT");
    assertThat(run("INFO stats")).contains("keyspace_hits:0");
    assertThat(run("INFO errorstats")).isEqualTo("# Errorstats\r\n");
  }

  @Test
  void databasesAreCountedEmptiedAndExchanged() {
    run("SET a 1");
    run("SET b 1");
    assertThat(run("DBSIZE")).isEqualTo("2");
    assertThat(run("SWAPDB 0 1")).isEqualTo("OK");
    assertThat(run("DBSIZE")).isEqualTo("0");
    assertThat(run("SWAPDB x 1")).isEqualTo("ERR invalid first DB index");
    assertThat(run("SWAPDB 0 x")).isEqualTo("ERR invalid second DB index");
    assertThat(run("SWAPDB 0 99")).isEqualTo("ERR DB index is out of range");
    run("SELECT 1");
    assertThat(run("FLUSHDB now")).isEqualTo("ERR syntax error");
    assertThat(run("FLUSHDB ASYNC")).isEqualTo("OK");
    assertThat(run("DBSIZE")).isEqualTo("0");
    run("SET a 1");
    run("SELECT 0");
    assertThat(run("FLUSHALL")).isEqualTo("OK");
    run("SELECT 1");
    assertThat(run("DBSIZE")).isEqualTo("0");
  }

  @Test
  void timeIsTheClocks() {
    long millis = clock.millis();
    assertThat(run("TIME")).isEqualTo(millis / 1000 + " " + millis % 1000 * 1000);
  }

  @Test
  void lolwutNamesUs() {
    assertThat(run("LOLWUT")).contains("redstart ver. ").endsWith("\n");
    assertThat(run("LOLWUT VERSION 5")).contains("redstart ver. ");
  }

  @Test
  void shutdownAsksTheOwner() {
    assertThat(run("SHUTDOWN foo")).isEqualTo("ERR syntax error");
    assertThat(run("SHUTDOWN NOSAVE SAVE")).isEqualTo("ERR syntax error");
    assertThat(run("SHUTDOWN ABORT")).isEqualTo("ERR No shutdown in progress.");
    assertThat(shutdowns).hasValue(0);
    assertThat(session.execute("SHUTDOWN", "NOSAVE")).isEqualTo(Reply.Absent.NOTHING);
    assertThat(shutdowns).hasValue(1);
  }

  @Test
  void keysOfCallsAreFound() {
    assertThat(run("COMMAND GETKEYS SET a b")).isEqualTo("a");
    assertThat(run("COMMAND GETKEYS MSET a 1 b 2")).isEqualTo("a b");
    assertThat(run("COMMAND GETKEYS ZUNIONSTORE d 2 a b")).isEqualTo("d a b");
    assertThat(run("COMMAND GETKEYSANDFLAGS LMOVE a b LEFT RIGHT"))
        .isEqualTo("a RW access delete b RW insert");
    assertThat(run("COMMAND GETKEYSANDFLAGS SET a b")).isEqualTo("a OW update");
    assertThat(run("COMMAND GETKEYSANDFLAGS SET a b GET")).isEqualTo("a RW access update");
    assertThat(run("COMMAND GETKEYS ZINTERSTORE d 144 a"))
        .isEqualTo("ERR Invalid arguments specified for command");
    assertThat(run("COMMAND GETKEYS EVAL x 0")).isEmpty();
    assertThat(run("COMMAND GETKEYS FOO")).isEqualTo("ERR Invalid command specified");
    assertThat(run("COMMAND GETKEYS PING")).isEqualTo("ERR The command has no key arguments");
    assertThat(run("COMMAND GETKEYS GET"))
        .isEqualTo("ERR Invalid number of arguments specified for command");
  }

  @Test
  void commandsAreListed() {
    assertThat(run("COMMAND LIST FILTERBY PATTERN zra*"))
        .contains("zrange", "zrank")
        .doesNotContain("zadd");
    assertThat(run("COMMAND LIST FILTERBY ACLCAT hash")).contains("hset").doesNotContain("lpush");
    assertThat(run("COMMAND LIST FILTERBY MODULE x")).isEmpty();
    assertThat(run("COMMAND LIST FILTERBY foo x")).isEqualTo("ERR syntax error");
    long count = session.execute("COMMAND", "COUNT").asLong();
    assertThat(session.execute("COMMAND").asList()).hasSize((int) count);
    assertThat(run("COMMAND LIST")).contains("get", "client|list");
    assertThat(session.execute("COMMAND", "INFO", "get", "foo").asList()).hasSize(2);
    assertThat(session.execute("COMMAND", "DOCS", "get", "foo").asList()).hasSize(2);
    assertThat(session.execute("COMMAND", "DOCS").asList()).hasSize(2 * (int) count);
  }

  @Test
  void debugIsRefusedUnlessItIsAllowed() {
    try (RedisEngine other = RedisEngine.builder().build();
        Session caller = other.session()) {
      assertThat(text(caller.execute("DEBUG", "DIGEST")))
          .startsWith("ERR DEBUG command not allowed");
    }
    assertThat(run("DEBUG FOO"))
        .isEqualTo(
            "ERR unknown subcommand or wrong number of arguments for 'FOO'. Try DEBUG HELP.");
  }

  @Test
  void equalDataHasEqualDigests() {
    assertThat(run("DEBUG DIGEST")).isEqualTo("0".repeat(40));
    run("SADD s a b c");
    run("HSET h f 1 g 2");
    run("ZADD z 1 a 2 b");
    String before = run("DEBUG DIGEST");
    String set = run("DEBUG DIGEST-VALUE s");
    run("SADD s d");
    assertThat(run("DEBUG DIGEST")).isNotEqualTo(before);
    assertThat(run("DEBUG DIGEST-VALUE s")).isNotEqualTo(set);
    run("FLUSHALL");
    run("ZADD z 2 b 1 a");
    run("HSET h g 2 f 1");
    run("SADD s c b a");
    assertThat(run("DEBUG DIGEST")).isEqualTo(before);
    run("ZADD z 3 a");
    assertThat(run("DEBUG DIGEST")).isNotEqualTo(before);
  }

  @Test
  void debugMakesKeysAndStopsExpiry() {
    assertThat(run("DEBUG POPULATE 3 foo 10")).isEqualTo("OK");
    assertThat(run("DBSIZE")).isEqualTo("3");
    assertThat(run("GET foo:1")).isEqualTo("value:1\0\0\0");
    assertThat(run("DEBUG OBJECT foo:1")).contains(" encoding:embstr ");
    assertThat(run("DEBUG OBJECT none")).isEqualTo("ERR no such key");
    run("DEBUG SET-ACTIVE-EXPIRE 0");
    run("PEXPIRE foo:1 5");
    clock.advance(Duration.ofMillis(50));
    assertThat(run("DBSIZE")).isEqualTo("3");
    run("DEBUG SET-ACTIVE-EXPIRE 1");
    assertThat(run("DBSIZE")).isEqualTo("2");
    assertThat(run("DEBUG SLEEP 0")).isEqualTo("OK");
    assertThat(run("DEBUG PROTOCOL verbatim")).startsWith("This is");
    assertThat(run("DEBUG PROTOCOL foo")).startsWith("ERR Wrong protocol type name.");
  }

  private String run(String line) {
    return text(session.execute(line.split(" ")));
  }

  private static String text(Reply reply) {
    if (reply instanceof Reply.Failure failure) {
      return failure.message();
    }
    if (reply instanceof Reply.Int number) {
      return Long.toString(number.value());
    }
    if (reply instanceof Reply.Array
        || reply instanceof Reply.Dict
        || reply instanceof Reply.Distinct) {
      return reply.asList().stream().map(ServerCommandsTest::text).collect(Collectors.joining(" "));
    }
    return String.valueOf(reply.asText());
  }
}
