package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.KeyspaceListener;
import dev.redstart.engine.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExpiryTest {

  private final List<String> events = new ArrayList<>();

  /** How long who hears of an expired key takes for it. */
  private Duration hearing = Duration.ZERO;

  private final ManualClock clock = new ManualClock();
  private final RedisEngine engine =
      RedisEngine.builder()
          .clock(clock)
          .with(
              assembly ->
                  assembly.onKey(
                      new KeyspaceListener() {
                        @Override
                        public boolean listens() {
                          return true;
                        }

                        @Override
                        public void happened(char kind, String event, int db, Bytes key) {
                          events.add(event + " " + db + " " + key);
                          if (event.equals("expired")) {
                            clock.advance(hearing);
                          }
                        }
                      }))
          .build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void aKeyIsGoneFromItsDeadlineOn() {
    run("SET k v PX 100");
    clock.advance(Duration.ofMillis(99));
    assertThat(run("GET k")).isEqualTo("v");
    clock.advance(Duration.ofMillis(1));
    assertThat(run("GET k")).isNull();
  }

  @Test
  void theEventComesWithinTenMillisecondsWithoutAnyAccess() {
    run("SELECT 5");
    run("SET k v PX 60000");
    clock.advance(Duration.ofMillis(60_010));
    assertThat(events).contains("expired 5 k");
  }

  @Test
  void manyKeysExpireAtOnce() {
    for (int i = 0; i < 10_000; i++) {
      run("SET k" + i + " v PX 500");
    }
    clock.advance(Duration.ofMillis(505));
    assertThat(events.stream().filter(e -> e.startsWith("expired")).count()).isEqualTo(10_000);
  }

  @Test
  void aDeadlineThatWasTakenBackDoesNothing() {
    run("SET k v PX 100");
    run("PERSIST k");
    clock.advance(Duration.ofSeconds(1));
    assertThat(run("GET k")).isEqualTo("v");
  }

  @Test
  void aNewDeadlineReplacesTheOldOne() {
    run("SET k v PX 100");
    run("PEXPIRE k 300");
    clock.advance(Duration.ofMillis(200));
    assertThat(run("GET k")).isEqualTo("v");
    run("PEXPIRE k 50");
    clock.advance(Duration.ofMillis(60));
    assertThat(run("GET k")).isNull();
  }

  @Test
  void deadlinesMoveWithTheirKeys() {
    run("SET a v PX 100");
    run("RENAME a b");
    run("COPY b c");
    run("MOVE b 1");
    clock.advance(Duration.ofMillis(110));
    assertThat(events).contains("expired 1 b", "expired 0 c");
  }

  @Test
  void whatTakesLongToExpireIsALatencyEvent() {
    hearing = Duration.ofMillis(30);
    run("CONFIG SET latency-monitor-threshold 50");
    run("SET a v PX 100");
    clock.advance(Duration.ofMillis(200));
    assertThat(session.execute("LATENCY", "LATEST").asList()).isEmpty();
    run("MSET a 1 b 1");
    run("PEXPIRE a 100");
    run("PEXPIRE b 100");
    clock.advance(Duration.ofMillis(200));
    List<Reply> event = session.execute("LATENCY", "LATEST").asList().get(0).asList();
    assertThat(event.get(0).asText()).isEqualTo("expire-cycle");
    assertThat(event.get(2).asLong()).isEqualTo(60);
    assertThat(run("INFO stats")).contains("expire_cycle_cpu_milliseconds:90\r\n");
  }

  @Test
  void onTheMachinesClockTheEventIsOnTime() throws InterruptedException {
    CountDownLatch expired = new CountDownLatch(1);
    long[] late = new long[1];
    try (RedisEngine real =
            RedisEngine.builder().with(a -> a.onKey(onExpiry(late, expired))).build();
        Session caller = real.session()) {
      late[0] = -System.currentTimeMillis() - 50;
      caller.execute("SET", "k", "v", "PX", "50");
      assertThat(expired.await(10, TimeUnit.SECONDS)).isTrue();
      // That it is on time is tested with a clock that stands still; this, that the machine's clock
      // rings at all.
      assertThat(late[0]).isNotNegative();
    }
  }

  private static KeyspaceListener onExpiry(long[] late, CountDownLatch expired) {
    return new KeyspaceListener() {
      @Override
      public boolean listens() {
        return true;
      }

      @Override
      public void happened(char kind, String event, int database, Bytes key) {
        if (event.equals("expired")) {
          late[0] += System.currentTimeMillis();
          expired.countDown();
        }
      }
    };
  }

  private String run(String line) {
    var reply = session.execute(line.split(" ", -1));
    return reply instanceof Reply.Int i ? "" + i.value() : reply.asText();
  }
}
