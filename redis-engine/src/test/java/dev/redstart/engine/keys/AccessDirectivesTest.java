package dev.redstart.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often keys were accessed of late, which an LFU policy lets the engine count. */
class AccessDirectivesTest extends EngineTest {

  AccessDirectivesTest() {
    super("maxmemory-policy", "allkeys-lfu");
  }

  private long frequency() {
    return Long.parseLong(run("OBJECT FREQ k").toString().replaceAll("\\D", ""));
  }

  @Test
  void whatIsNewStartsAtFive() {
    run("SET k v");
    run("OBJECT FREQ k").isInteger(5);
    run("OBJECT FREQ none").isNull();
  }

  @Test
  void accessesRaiseTheCounterEverMoreSlowly() {
    run("SET k v");
    run("GET k");
    run("OBJECT FREQ k").isInteger(6);
    for (int i = 0; i < 1000; i++) {
      run("GET k");
    }
    long after1000 = frequency();
    assertThat(after1000).isBetween(10L, 40L);
    run("CONFIG SET lfu-log-factor 0");
    for (int i = 0; i < 300; i++) {
      run("GET k");
    }
    run("OBJECT FREQ k").isInteger(255);
  }

  @Test
  void timeLowersTheCounter() {
    run("SET k v");
    advance(Duration.ofMinutes(3));
    run("OBJECT FREQ k").isInteger(2);
    advance(Duration.ofMinutes(30));
    run("OBJECT FREQ k").isInteger(0);
    run("CONFIG SET lfu-decay-time 0");
    run("OBJECT FREQ k").isInteger(5);
  }

  @Test
  void clientsThatLeaveNoTraceAreNotCounted() {
    run("SET k v");
    run("CLIENT NO-TOUCH on");
    run("GET k");
    run("OBJECT FREQ k").isInteger(5);
    run("TOUCH k");
    run("OBJECT FREQ k").isInteger(6);
  }

  @Test
  void thereIsOneOrTheOther() {
    run("SET k v");
    run("OBJECT IDLETIME k").isErrorLike("ERR An LFU maxmemory policy is selected, idle time not");
    run("CONFIG SET maxmemory-policy allkeys-lru");
    run("OBJECT FREQ k").isErrorLike("ERR An LFU maxmemory policy is not selected");
    run("TOUCH k");
    advance(Duration.ofSeconds(7));
    run("OBJECT IDLETIME k").isInteger(7);
  }
}
