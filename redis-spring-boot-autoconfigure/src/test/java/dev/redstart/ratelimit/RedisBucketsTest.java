package dev.redstart.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.ManualClock;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeoutException;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Timeout(120)
class RedisBucketsTest {

  private static final int THREADS = 16;
  private static final int KEYS = 1000;
  private static Backends backends;

  @BeforeAll
  static void start() {
    backends = new Backends();
  }

  @BeforeEach
  void flush() {
    backends.flush();
  }

  @AfterAll
  static void stop() {
    if (backends != null) {
      backends.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "our port", "a real server"})
  void manyThreadsAreGrantedExactlyWhatIsPermitted(String backend) throws Exception {
    int permitted = 4;
    BucketConfiguration configuration = perHour(permitted);
    RedisBuckets buckets = RedisBuckets.builder(backends.all.get(backend)).build();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int[] order = new Random(i).ints(permitted * KEYS / 8, 0, KEYS).toArray();
        workers.add(() -> consume(buckets, configuration, order));
      }
      int granted = 0;
      for (Future<Integer> worker : threads.invokeAll(workers)) {
        granted += worker.get();
      }
      granted += rest(buckets, configuration, permitted);
      assertThat(granted).isEqualTo(permitted * KEYS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int consume(RedisBuckets buckets, BucketConfiguration configuration, int[] order) {
    int granted = 0;
    for (int key : order) {
      if (buckets.getProxy("load:" + key, () -> configuration).tryConsume(1)) {
        granted++;
      }
    }
    return granted;
  }

  /** What chance has left in the buckets. */
  private static int rest(RedisBuckets buckets, BucketConfiguration configuration, int permitted) {
    int granted = 0;
    for (int key = 0; key < KEYS; key++) {
      granted +=
          (int)
              buckets
                  .getProxy("load:" + key, () -> configuration)
                  .tryConsumeAsMuchAsPossible(permitted + 1L);
    }
    return granted;
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "our port", "a real server"})
  void everyKeyExpires(String backend) {
    BucketConfiguration configuration = perHour(3600);
    for (ExpirationAfterWriteStrategy strategy :
        new ExpirationAfterWriteStrategy[] {null, ExpirationAfterWriteStrategy.none()}) {
      RedisBuckets buckets =
          RedisBuckets.builder(backends.all.get(backend)).expirationAfterWrite(strategy).build();
      buckets.removeProxy("mortal");
      buckets.getProxy("mortal", () -> configuration).tryConsume(30);
      buckets.asAsync().removeProxy("mortal").join();
      buckets.getProxy("mortal", () -> configuration).tryConsume(10);
      buckets.getProxy("mortal", () -> configuration).tryConsume(20);
      try (RedisConnection connection = backends.all.get(backend).getConnection()) {
        assertThat(connection.keyCommands().pTtl("mortal".getBytes())).isBetween(60_000L, 91_000L);
      }
    }
  }

  @Test
  void bucketsLiveByTheEnginesClock() {
    ManualClock clock = new ManualClock();
    try (RedisEngine engine = RedisEngine.builder().clock(clock).build()) {
      RedisBuckets buckets = RedisBuckets.builder(new EngineConnectionFactory(engine)).build();
      BucketConfiguration configuration = perHour(1);
      assertThat(buckets.getProxy("k", () -> configuration).tryConsume(1)).isTrue();
      clock.advance(Duration.ofMinutes(59));
      assertThat(buckets.getProxy("k", () -> configuration).tryConsume(1)).isFalse();
      clock.advance(Duration.ofMinutes(1));
      assertThat(buckets.getProxy("k", () -> configuration).tryConsume(1)).isTrue();
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
    LettuceConnectionFactory lettuce;
    try (ServerSocket silent = new ServerSocket(0)) {
      lettuce = Backends.lettuce(silent.getLocalPort());
      RedisBuckets buckets =
          RedisBuckets.builder(lettuce).requestTimeout(Duration.ofMillis(50)).build();
      BucketConfiguration configuration = perHour(1);
      assertThatThrownBy(() -> buckets.getProxy("k", () -> configuration).tryConsume(1))
          .isInstanceOf(TimeoutException.class);
      CompletableFuture<Boolean> later =
          buckets
              .asAsync()
              .builder()
              .build("k", () -> CompletableFuture.completedFuture(configuration))
              .tryConsume(1);
      assertThatThrownBy(later::join)
          .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class);
    }
    lettuce.destroy();
  }

  private static BucketConfiguration perHour(long tokens) {
    return BucketConfiguration.builder()
        .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, Duration.ofHours(1)))
        .build();
  }
}
