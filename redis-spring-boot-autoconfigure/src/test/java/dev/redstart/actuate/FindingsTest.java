package dev.redstart.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.actuate.Findings.State;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What is said of a Redis by what it says of itself. */
class FindingsTest {

  private static final String MEGABYTE = "1048576";

  @Test
  void aHealthyOneGivesNoReasonForWords() {
    assertThat(findings("loading:0", "used_memory:10", "maxmemory:0", "role:master"))
        .isEqualTo(new Findings(State.SERVING, List.of()));
  }

  @Test
  void memoryIsFullWhereNothingMayGo() {
    Findings findings =
        findings("used_memory:1572864", "maxmemory:" + MEGABYTE, "maxmemory_policy:noeviction");
    assertThat(findings.state()).isEqualTo(State.REFUSING_WRITES);
    assertThat(findings.reasons())
        .containsExactly(
            "Memory is full: 1.5 of 1.0 MB are used, and maxmemory-policy is noeviction, so that"
                + " writes are refused (OOM).");
  }

  @Test
  void memoryIsNearlyFull() {
    Findings findings =
        findings("used_memory:1000000", "maxmemory:" + MEGABYTE, "maxmemory_policy:noeviction");
    assertThat(findings.state()).isEqualTo(State.SERVING);
    assertThat(findings.reasons()).singleElement().asString().startsWith("Memory is nearly full");
    assertThat(
            findings("used_memory:900000", "maxmemory:" + MEGABYTE, "maxmemory_policy:noeviction")
                .reasons())
        .isEmpty();
  }

  @Test
  void aFullCacheIsAsItShouldBe() {
    String[] full = {"used_memory:2000000", "maxmemory:" + MEGABYTE};
    assertThat(findings(full[0], full[1], "maxmemory_policy:allkeys-lru").reasons()).isEmpty();
    assertThat(
            findings(full[0], full[1], "maxmemory_policy:volatile-lru", "db0:keys=2,expires=1")
                .reasons())
        .isEmpty();
    assertThat(
            findings(full[0], full[1], "maxmemory_policy:volatile-lru", "db0:keys=2,expires=0")
                .reasons())
        .singleElement()
        .asString()
        .contains("no key has a time to live");
  }

  @Test
  void theDiskFails() {
    assertThat(findings("aof_last_write_status:err").state()).isEqualTo(State.REFUSING_WRITES);
    assertThat(findings("aof_last_bgrewrite_status:err").state()).isEqualTo(State.SERVING);
    assertThat(findings("rdb_last_bgsave_status:err").state()).isEqualTo(State.SERVING);
    Findings stopping =
        Findings.of(
            info("rdb_last_bgsave_status:err"),
            0.9,
            Map.of("save", "60 1", "stop-writes-on-bgsave-error", "yes")::get);
    assertThat(stopping.state()).isEqualTo(State.REFUSING_WRITES);
    assertThat(stopping.reasons()).singleElement().asString().contains("MISCONF");
  }

  @Test
  void itIsLoading() {
    Findings findings = findings("loading:1");
    assertThat(findings.state()).isEqualTo(State.LOADING);
    assertThat(findings.reasons()).singleElement().asString().contains("LOADING");
  }

  @Test
  void whatIsRefusedIsSaidFirst() {
    Findings findings =
        findings("loading:1", "aof_last_write_status:err", "master_link_status:down");
    assertThat(findings.reasons()).hasSize(3);
    assertThat(findings.reasons().get(0)).contains("MISCONF");
  }

  @Test
  void aClustersNodesAreSummedUp() {
    Properties told = new Properties();
    told.setProperty("127.0.0.1:7001.used_memory", "10");
    told.setProperty("127.0.0.1:7002.used_memory", "32");
    told.setProperty("127.0.0.1:7001.db0", "keys=1,expires=1");
    told.setProperty("127.0.0.1:7002.db0", "keys=2,expires=0");
    told.setProperty("127.0.0.1:7001.latency_percentiles_usec_get", "p50=1.5,p99.9=3");
    told.setProperty("127.0.0.1:7002.latency_percentiles_usec_get", "p50=2.5,p99.9=1");
    told.setProperty("127.0.0.1:7001.aof_last_write_status", "ok");
    told.setProperty("127.0.0.1:7002.aof_last_write_status", "err");
    ServerInfo info = ServerInfo.of(told, true);
    assertThat(info.number("used_memory")).isEqualTo(42);
    assertThat(info.number("db0", "keys")).isEqualTo(3);
    assertThat(info.highest("latency_percentiles_usec_get", "p50")).isEqualTo(2.5);
    assertThat(info.highest("latency_percentiles_usec_get", "p99.9")).isEqualTo(3);
    assertThat(info.parts("latency_percentiles_usec_get")).containsExactly("p50", "p99.9");
    assertThat(info.isEverywhere("aof_last_write_status", "ok")).isZero();
    assertThat(info.number("no_such_field")).isNaN();
    assertThat(info.text("aof_last_write_status")).isEqualTo("err, ok");
  }

  private static Findings findings(String... fields) {
    return Findings.of(info(fields), 0.9, directive -> "");
  }

  private static ServerInfo info(String... fields) {
    Properties told = new Properties();
    for (String field : fields) {
      told.setProperty(
          field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 1));
    }
    return ServerInfo.of(told, false);
  }
}
