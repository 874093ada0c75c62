package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** INFO, MEMORY, CONFIG, DEBUG, and the calls that a console makes when it connects. */
class LookingInsideTest extends EngineTest {

  LookingInsideTest() {
    super("enable-debug-command", "yes");
  }

  /** As RedisInsight does it: none may fail that wouldn't fail on a lone Redis, too. */
  @Test
  void aConsoleConnectsWithoutAnError() {
    run("SET text x");
    run("HSET hash f v");
    run("XGROUP CREATE stream group $ MKSTREAM");
    List<String> failed = new ArrayList<>();
    for (String line :
        List.of(
            "HELLO 3",
            "CLIENT SETNAME redisinsight-common-1",
            "CLIENT SETINFO LIB-NAME node-redis",
            "INFO",
            "INFO server",
            "INFO keyspace replication",
            "CLIENT LIST",
            "CONFIG GET databases",
            "MODULE LIST",
            "COMMAND",
            "COMMAND COUNT",
            "COMMAND DOCS get",
            "DBSIZE",
            "SCAN 0 MATCH * COUNT 500 TYPE hash",
            "MEMORY USAGE hash SAMPLES 0",
            "TYPE hash",
            "TTL hash",
            "HTTL hash FIELDS 1 f",
            "SLOWLOG GET 50",
            "CONFIG GET slowlog*",
            "CONFIG SET slowlog-max-len 128",
            "LATENCY LATEST",
            "MEMORY STATS",
            "MEMORY DOCTOR",
            "ACL WHOAMI",
            "XINFO STREAM stream",
            "XINFO GROUPS stream",
            "XINFO CONSUMERS stream group",
            "XPENDING stream group",
            "PING")) {
      Reply reply = run(line).reply();
      if (reply instanceof Reply.Failure failure) {
        failed.add(line + ": " + failure.message());
      }
    }
    assertThat(failed).isEmpty();
    run("CLUSTER INFO").isError("ERR This instance has cluster support disabled");
    run("SENTINEL masters")
        .isError("ERR unknown command 'SENTINEL', with args beginning with: 'masters' ");
  }

  @Test
  void infoHasEverySectionAndFieldThatToolsRead() {
    run("SET k v PX 90000");
    String info = run("INFO everything").reply().asText();
    Set<String> names =
        info.lines()
            .filter(line -> line.contains(":"))
            .map(line -> line.substring(0, line.indexOf(':')))
            .collect(Collectors.toSet());
    assertThat(names)
        .contains(
            "redis_version", "run_id", "uptime_in_seconds", "server_time_usec", "lru_clock", "hz")
        .contains("connected_clients", "blocked_clients", "maxclients", "total_blocking_keys")
        .contains("client_recent_max_input_buffer", "total_watched_keys", "tracking_clients")
        .contains("used_memory", "used_memory_rss", "used_memory_peak", "used_memory_dataset")
        .contains("mem_fragmentation_ratio", "maxmemory_policy", "mem_clients_normal")
        .contains("loading", "rdb_changes_since_last_save", "aof_enabled", "rdb_saves")
        .contains("total_net_input_bytes", "expired_keys", "evicted_keys", "keyspace_hits")
        .contains("pubsub_channels", "total_error_replies", "acl_access_denied_auth")
        .contains("role", "connected_slaves", "master_replid", "repl_backlog_size")
        .contains("used_cpu_sys", "used_cpu_user", "cluster_enabled", "db0", "cmdstat_set")
        .contains("latency_percentiles_usec_set");
    assertThat(info).contains("db0:keys=1,expires=1,avg_ttl=9", "# Modules", "# Latencystats");
    advance(Duration.ofSeconds(30));
    assertThat(run("INFO keyspace").reply().asText()).contains("avg_ttl=60000,");
    assertThat(run("INFO").reply().asText()).doesNotContain("# Commandstats", "# Latencystats");
    assertThat(info).doesNotContain("# Debug");
    assertThat(run("INFO cpu latencystats").reply().asText()).contains("# CPU", "# Latencystats");
  }

  @Test
  void percentilesAreChosen() {
    run("CONFIG SET latency-tracking-info-percentiles \"0.0 50.0 99.95\"").isOk();
    run("CONFIG GET latency-tracking-info-percentiles")
        .isList("latency-tracking-info-percentiles", "0 50 99.95");
    run("SET a 1");
    assertThat(run("INFO latencystats").reply().asText())
        .contains("latency_percentiles_usec_set:p0=0.000,p50=0.000,p99.95=0.000");
    run("CONFIG SET latency-tracking-info-percentiles 101")
        .isError(
            "ERR CONFIG SET failed (possibly related to argument"
                + " 'latency-tracking-info-percentiles') - latency-tracking-info-percentiles"
                + " parameters should sit between [0.0,100.0]");
  }

  @Test
  void directivesWithoutEffectAreCheckedToo() {
    refuses("maxmemory-clients 200%", "percentage argument must be less or equal to 100");
    refuses("maxmemory-clients x", "argument must be a memory or percent value");
    refuses("maxmemory -1", "argument must be a memory value");
    refuses("repl-timeout 0", "argument must be between 1 and 2147483647 inclusive");
    refuses("dbfilename a/b", "can't set protected config");
    refuses("save \"900\"", "Invalid save parameters");
    refuses("oom-score-adj-values \"1 2\"", "wrong number of arguments");
    refuses("daemonize yes", "can't set immutable config");
    refuses(
        "shutdown-on-sigterm \"save nosave\"",
        "shutdown options SAVE and NOSAVE can't be used simultaneously");
    refuses("appendfsync never", "argument(s) must be one of the following: everysec, always, no");
    run("CONFIG SET maxmemory-clients 5% shutdown-on-sigterm \"force now\" hz 1000").isOk();
    run("CONFIG GET maxmemory-clients shutdown-on-sigterm hz")
        .isList("maxmemory-clients", "5%", "shutdown-on-sigterm", "now force", "hz", "500");
    run("CONFIG GET key-load-delay").isList("key-load-delay", "0");
    assertThat(run("CONFIG GET *").reply().toString())
        .contains("slave-priority", "lua-time-limit")
        .doesNotContain("key-load-delay");
  }

  @Test
  void nobodyMovesTheFilesOrBringsCode() {
    refuses("dir /tmp", "can't set protected config");
    refuses("dbfilename x.rdb", "can't set protected config");
    run("CONFIG SET enable-protected-configs yes")
        .isError(
            "ERR CONFIG SET failed (possibly related to argument 'enable-protected-configs') -"
                + " can't set immutable config");
    assertThat(run("MODULE LOAD /tmp/x.so").reply()).isInstanceOf(Reply.Failure.class);
    assertThat(run("REPLICAOF 127.0.0.1 6379").reply()).isInstanceOf(Reply.Failure.class);
  }

  @Test
  void dataGetANewNameForReplicas() {
    String before = run("INFO replication").reply().asText();
    run("DEBUG CHANGE-REPL-ID").isOk();
    assertThat(before).containsPattern("master_replid:[0-9a-f]{40}\r\n");
    assertThat(run("INFO replication").reply().asText()).isNotEqualTo(before).hasSameSizeAs(before);
  }

  @Test
  void debugAnswersAboutWhatIsNotThere() {
    run("SET s hello");
    run("DEBUG ERROR \"MINE all mine\"").isError("MINE all mine");
    run("DEBUG PAUSE-CRON 1").isOk();
    run("DEBUG REPLYBUFFER RESIZING 0").isOk();
    run("DEBUG SET-DISABLE-DENY-SCRIPTS 1").isOk();
    run("DEBUG QUICKLIST-PACKED-THRESHOLD 100b").isOk();
    run("DEBUG QUICKLIST-PACKED-THRESHOLD 5gb")
        .isError("ERR argument must be a memory value bigger than 1 and smaller than 4gb");
    assertThat(run("DEBUG SDSLEN s").reply().asText()).contains("val_sds_len:5");
    assertThat(run("DEBUG HTSTATS 0").reply().asText()).contains("number of elements: 1");
    run("DEBUG HTSTATS 99").isError("ERR Out of range database");
    run("DEBUG HTSTATS-KEY s")
        .isError(
            "ERR The value stored at the specified key is not represented using an hash table");
    run("DEBUG SDSLEN none").isError("ERR no such key");
    assertThat(run("DEBUG HELP").reply().asList()).hasSizeGreaterThan(10);
    run("DEBUG JMAP")
        .isError("ERR unknown subcommand or wrong number of arguments for 'JMAP'. Try DEBUG HELP.");
  }

  @Test
  void waitsOfALoneServerEndWithTheirTime() {
    var waiting = engine.begin("w", "WAIT 1 500");
    assertThat(waiting).isNotDone();
    advance(Duration.ofMillis(500));
    assertThat(waiting.join().asLong()).isZero();
    var logs = engine.begin("w", "WAITAOF 0 1 500");
    advance(Duration.ofMillis(500));
    assertThat(logs.join().asList()).hasSize(2);
    var unblocked = engine.begin("w", "WAIT 1 0");
    engine.runAs("w2", "CLIENT UNBLOCK " + engine.session("w").client().id()).isInteger(0);
    assertThat(engine.session("w").cancel()).isTrue();
    assertThat(unblocked).isDone();
  }

  @Test
  void aLoneServerHasTooFewReplicasForWhoWantsAny() {
    String few = "NOREPLICAS Not enough good replicas to write.";
    engine.given("MULTI", "SET k v");
    engine.runAs("b", "CONFIG SET min-slaves-to-write 1").isOk();
    engine.runAs("b", "CONFIG GET min-replicas-to-write").isList("min-replicas-to-write", "1");
    run("EXEC").isError("EXECABORT Transaction discarded because of: " + few);
    run("SET k v").isError(few);
    run("EVAL \"return redis.call('set','k','v')\" 0").isErrorLike("NOREPLICAS");
    run("GET k").isNull();
    run("PUBLISH c m").isInteger(0);
    run("CONFIG SET min-replicas-to-write 0").isOk();
    run("SET k v").isOk();
  }

  @Test
  void tooManyCodesOfErrorsAreCountedNoLonger() {
    for (int i = 0; i < 200; i++) {
      run("DEBUG ERROR \"E" + i + " x\"");
    }
    assertThat(run("INFO errorstats").reply().asText())
        .isEqualTo("# Errorstats\r\nerrorstat_ERRORSTATS_DISABLED:count=1\r\n");
    assertThat(run("INFO memory").reply().asText()).contains("lazyfreed_objects:128");
    run("CONFIG RESETSTAT");
    run("NOSUCH");
    assertThat(run("INFO errorstats").reply().asText()).contains("errorstat_ERR:count=1");
  }

  private void refuses(String set, String why) {
    String name = set.split(" ", 2)[0];
    run("CONFIG SET " + set)
        .isError("ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + why);
  }
}
