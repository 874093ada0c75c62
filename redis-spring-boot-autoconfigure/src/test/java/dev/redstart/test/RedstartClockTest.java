package dev.redstart.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedstartClockTest {

  private static final Instant SPRING = Instant.parse("2030-03-21T09:00:00Z");

  private final TestRedis redis = new TestRedis();
  private final RedstartClock clock = redis.clock();
  private final RedisEngine engine =
      redis.builder().setting("notify-keyspace-events", "Ex").build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void aKeyExpiresByItselfIfNobodyTouchesTheClock() throws Exception {
    BlockingQueue<String> expired = new LinkedBlockingQueue<>();
    try (var events = engine.subscribe(message -> expired.add(message.payload().toString()))) {
      events.subscribe("__keyevent@0__:expired");
      run("SET", "k", "v", "PX", "20");
      assertThat(expired.poll(30, TimeUnit.SECONDS)).isEqualTo("k");
    }
  }

  @Test
  void whatIsDueHasHappenedWhenTimeHasPassed() throws Exception {
    run("SUBSCRIBE", "__keyevent@0__:expired");
    try (Session other = engine.session();
        Session waiter = engine.session()) {
      other.execute("SET", "k", "v", "EX", "60");
      CompletableFuture<Reply> answer =
          waiter.executeAsync(Bytes.of("BLPOP"), Bytes.of("list"), Bytes.of("90"));
      session.nextMessage(0);

      clock.advance(Duration.ofSeconds(59));
      assertThat(session.nextMessage(0)).isNull();
      clock.freeze();
      clock.advance(Duration.ofSeconds(1));
      Reply.Push event = session.nextMessage(0);
      assertThat(event).isNotNull();
      assertThat(event.items().get(2).asText()).isEqualTo("k");
      assertThat(answer).isNotDone();

      clock.advance(Duration.ofSeconds(30));
      assertThat(answer).isDone();
      assertThat(answer.join().isNull()).isTrue();
    }
  }

  @Test
  void deadlinesAreKeptToTheMillisecond() {
    clock.freeze();
    for (int millis = 1; millis <= 9; millis++) {
      run("SET", "k", "v", "PX", Integer.toString(millis));
      clock.advance(Duration.ofMillis(millis - 1));
      assertThat(run("DBSIZE").asLong()).isEqualTo(1);
      clock.advance(Duration.ofMillis(1));
      assertThat(run("DBSIZE").asLong()).as("after %d ms", millis).isZero();
    }
  }

  @Test
  void whatIsDueHappensInItsOrder() throws Exception {
    run("PSUBSCRIBE", "__keyevent@0__:*");
    List<String> wanted = new ArrayList<>();
    try (Session other = engine.session()) {
      for (int i = 20; i > 0; i--) {
        other.execute("SET", "k" + i, "v", "EX", Integer.toString(i));
        wanted.add(0, "k" + i);
      }
    }
    session.nextMessage(0);
    clock.advance(Duration.ofHours(1));
    List<String> expired = new ArrayList<>();
    for (Reply.Push event = session.nextMessage(0); event != null; event = session.nextMessage(0)) {
      expired.add(event.items().get(3).asText());
    }
    assertThat(expired).isEqualTo(wanted);
  }

  @Test
  void pendingEntriesGrowOlder() {
    run("XADD", "s", "1-1", "f", "v");
    run("XGROUP", "CREATE", "s", "g", "0");
    run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
    assertThat(run("XPENDING", "s", "g", "IDLE", "600000", "-", "+", "10").asList()).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    assertThat(run("XPENDING", "s", "g", "IDLE", "600000", "-", "+", "10").asList()).hasSize(1);
  }

  @Test
  void fieldsExpire() {
    run("HSET", "h", "f", "1", "g", "2");
    run("HEXPIRE", "h", "60", "FIELDS", "1", "f");
    clock.advance(Duration.ofMinutes(1));
    assertThat(run("HKEYS", "h").asList()).hasSize(1);
  }

  @Test
  void standsStillUntilItGoesOn() {
    clock.freeze();
    long frozen = clock.millis();
    assertThat(clock.micros()).isEqualTo(frozen * 1000);
    clock.advance(Duration.ofMinutes(2));
    assertThat(clock.millis()).isEqualTo(frozen + 120_000);
    clock.resume();
    assertThat(clock.millis()).isBetween(frozen + 120_000, frozen + 180_000);
    clock.reset();
    assertThat(clock.millis()).isBetween(frozen, System.currentTimeMillis());
  }

  @Test
  void showsTheTimeThatIsSet() {
    clock.freeze();
    clock.set(SPRING);
    assertThat(clock.instant()).isEqualTo(SPRING);
    assertThat(run("TIME").asList().get(0).asText()).isEqualTo("" + SPRING.getEpochSecond());
    assertThat(clock.javaClock().instant()).isEqualTo(SPRING);
    assertThat(clock.javaClock().withZone(ZoneId.of("Asia/Tokyo")).getZone())
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void aClockThatWasTurnedBackDelaysNothing() {
    run("SET", "later", "v", "EX", "7200");
    run("SET", "soon", "v", "EX", "10");
    clock.advance(Duration.ofHours(1));
    run("SET", "new", "v", "EX", "10");
    clock.reset();
    clock.freeze();
    run("SET", "newer", "v", "EX", "10");
    clock.advance(Duration.ofSeconds(10));
    assertThat(run("EXISTS", "newer").asLong()).isZero();
    assertThat(run("EXISTS", "new").asLong()).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    assertThat(run("KEYS", "*").asList()).hasSize(1);
    clock.set(clock.instant().minusSeconds(3600));
    assertThat(run("TTL", "later").asLong()).isBetween(7100L, 7200L);
  }

  @Test
  void timeDoesNotPassBackwards() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofMillis(-1)));
  }

  @Test
  void whatIsDueMustNotMoveTheClock() {
    List<Throwable> failures = new ArrayList<>();
    session
        .executeAsync(Bytes.of("BLPOP"), Bytes.of("list"), Bytes.of("1"))
        .thenRun(() -> clock.advance(Duration.ofSeconds(1)))
        .whenComplete((done, failure) -> failures.add(failure));
    clock.advance(Duration.ofSeconds(1));
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLongTimePassesQuickly() {
    run("SET", "k", "v", "EX", "86400");
    clock.advance(Duration.ofDays(3650));
    assertThat(run("DBSIZE").asLong()).isZero();
  }

  private Reply run(String... words) {
    Reply reply = session.execute(words);
    assertThat(reply.failure()).isNull();
    return reply;
  }
}
