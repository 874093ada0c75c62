package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.Oracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RLock;
import org.redisson.api.RMap;
import org.redisson.api.RMapCache;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RSemaphore;
import org.redisson.api.RTopic;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's objects, which live in its Lua scripts, on the port and on a real server. */
@Timeout(120)
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedissonTest {

  enum Where {
    PORT,
    REAL_SERVER
  }

  @Parameter private Where where;
  private RedisEngine engine;
  private RedissonClient one;
  private RedissonClient other;

  @BeforeAll
  void connect() {
    int port;
    if (where == Where.PORT) {
      RespServer server = new RespServer("127.0.0.1", 0);
      engine = RedisEngine.builder().with(server).build();
      port = server.port();
    } else {
      port = Oracle.required().port();
    }
    one = client(port);
    other = client(port);
  }

  @AfterAll
  void close() {
    for (RedissonClient client : new RedissonClient[] {one, other}) {
      if (client != null) {
        client.getKeys().flushall();
        client.shutdown();
      }
    }
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void flush() {
    one.getKeys().flushall();
  }

  @Test
  void aLockIsHeldByOneAtATime() throws Exception {
    List<CompletableFuture<Void>> workers = new ArrayList<>();
    int[] unguarded = {0};
    for (int i = 0; i < 4; i++) {
      RedissonClient client = i % 2 == 0 ? one : other;
      workers.add(CompletableFuture.runAsync(() -> countUnder(client.getLock("lock"), unguarded)));
    }
    CompletableFuture.allOf(workers.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
    assertThat(unguarded[0]).isEqualTo(200);
    assertThat(one.getKeys().countExists("lock")).isZero();
  }

  private static void countUnder(RLock lock, int[] unguarded) {
    for (int i = 0; i < 50; i++) {
      lock.lock();
      try {
        unguarded[0]++;
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void aLockIsReentrantAndItsOwners() {
    RLock lock = one.getLock("lock");
    lock.lock();
    assertThat(lock.tryLock()).isTrue();
    assertThat(lock.getHoldCount()).isEqualTo(2);
    assertThat(other.getLock("lock").tryLock()).isFalse();
    assertThatThrownBy(() -> other.getLock("lock").unlock())
        .isInstanceOf(IllegalMonitorStateException.class);
    lock.unlock();
    assertThat(lock.isHeldByCurrentThread()).isTrue();
    lock.unlock();
    assertThat(other.getLock("lock").tryLock()).isTrue();
    assertThat(one.getLock("lock").forceUnlock()).isTrue();
  }

  @Test
  void aLeaseEndsAndAWaiterHearsOfAnUnlock() throws Exception {
    one.getLock("lease").lock(100, TimeUnit.MILLISECONDS);
    assertThat(other.getLock("lease").tryLock(20, 10, TimeUnit.SECONDS)).isTrue();
    RLock watched = one.getLock("watched");
    watched.lock();
    assertThat(watched.remainTimeToLive()).isPositive();
    CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(attempt("watched"));
    await().until(() -> one.getTopic("redisson_lock__channel:{watched}").countSubscribers() > 0);
    watched.unlock();
    assertThat(waiter.get(20, TimeUnit.SECONDS)).isTrue();
  }

  private Supplier<Boolean> attempt(String name) {
    return () -> {
      try {
        return other.getLock(name).tryLock(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Test
  void aFairLockKeepsTheOrder() {
    RLock lock = one.getFairLock("fair");
    lock.lock();
    assertThat(other.getFairLock("fair").tryLock()).isFalse();
    lock.unlock();
    assertThat(other.getFairLock("fair").tryLock()).isTrue();
  }

  @Test
  void aRateLimiterGrantsWhatItMay() {
    RRateLimiter limiter = one.getRateLimiter("rate");
    assertThat(limiter.trySetRate(RateType.OVERALL, 3, Duration.ofHours(1))).isTrue();
    assertThat(other.getRateLimiter("rate").trySetRate(RateType.OVERALL, 9, Duration.ofHours(1)))
        .isFalse();
    assertThat(limiter.tryAcquire(2)).isTrue();
    assertThat(other.getRateLimiter("rate").tryAcquire()).isTrue();
    assertThat(limiter.tryAcquire()).isFalse();
    assertThat(limiter.availablePermits()).isZero();
    RRateLimiter quick = one.getRateLimiter("quick");
    quick.trySetRate(RateType.OVERALL, 1, Duration.ofMillis(200));
    assertThat(quick.tryAcquire()).isTrue();
    assertThat(quick.tryAcquire(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void aBucketHoldsAnObject() {
    RBucket<Map<String, Integer>> bucket = one.getBucket("bucket");
    bucket.set(Map.of("a", 1), Duration.ofMinutes(1));
    assertThat(other.<Map<String, Integer>>getBucket("bucket").get()).isEqualTo(Map.of("a", 1));
    assertThat(bucket.remainTimeToLive()).isBetween(1L, 60_000L);
    assertThat(bucket.compareAndSet(Map.of("a", 2), Map.of("a", 3))).isFalse();
    assertThat(bucket.compareAndSet(Map.of("a", 1), Map.of("a", 3))).isTrue();
    assertThat(bucket.getAndSet(Map.of())).isEqualTo(Map.of("a", 3));
  }

  @Test
  void mapsAndTheirEntriesWithDeadlines() {
    RMap<String, Integer> map = one.getMap("map");
    assertThat(map.put("a", 1)).isNull();
    assertThat(map.replace("a", 2, 3)).isFalse();
    assertThat(map.replace("a", 1, 43)).isTrue();
    assertThat(map.putIfAbsent("a", 1)).isEqualTo(43);
    assertThat(other.<String, Integer>getMap("map").readAllMap()).isEqualTo(Map.of("a", 43));
    RMapCache<String, String> cache = one.getMapCache("cache");
    cache.put("short", "v", 100, TimeUnit.MILLISECONDS);
    cache.put("long", "v", 1, TimeUnit.HOURS, 30, TimeUnit.MINUTES);
    await().until(() -> cache.get("short") == null);
    assertThat(cache.readAllMap()).isEqualTo(Map.of("long", "v"));
    assertThat(cache.fastRemove("long", "none")).isEqualTo(1);
  }

  @Test
  void aSemaphoreCounts() throws Exception {
    RSemaphore semaphore = one.getSemaphore("semaphore");
    assertThat(semaphore.trySetPermits(2)).isTrue();
    assertThat(semaphore.tryAcquire(2)).isTrue();
    assertThat(other.getSemaphore("semaphore").tryAcquire()).isFalse();
    semaphore.release();
    assertThat(other.getSemaphore("semaphore").tryAcquire(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void aTopicIsHeard() {
    List<String> heard = new CopyOnWriteArrayList<>();
    RTopic topic = one.getTopic("topic");
    topic.addListener(String.class, (channel, message) -> heard.add(message));
    assertThat(other.getTopic("topic").publish("hello")).isEqualTo(1);
    await().until(() -> heard.equals(List.of("hello")));
    topic.removeAllListeners();
    await().until(() -> topic.countSubscribers() == 0);
  }

  private static RedissonClient client(int port) {
    Config config = new Config().setThreads(4).setNettyThreads(2);
    config
        .useSingleServer()
        .setAddress("redis://127.0.0.1:" + port)
        .setConnectionMinimumIdleSize(2)
        .setConnectionPoolSize(8);
    return Redisson.create(config);
  }
}
