package dev.redstart.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest extends EngineTest {

  private static final String REFUSED = "OOM command not allowed when used memory > 'maxmemory'.";

  private long info(String field) {
    String all = String.valueOf(run("INFO everything").reply().asText());
    return all.lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(field.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private long size() {
    return run("DBSIZE").reply().asLong();
  }

  /** Leaves no more room than there is. */
  private void limit(String policy, long more) {
    run("CONFIG SET maxmemory-policy " + policy);
    run("CONFIG SET maxmemory-eviction-tenacity 100");
    run("CONFIG SET maxmemory " + (info("used_memory") + more));
  }

  private void fill(int from, int to, String rest) {
    for (int i = from; i < to; i++) {
      run("SET key:" + i + " <<v*100>>" + rest);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl"
      })
  void keepsToTheLimitByAnyPolicy(String policy) {
    fill(0, 500, " EX 1000");
    limit(policy, 0);
    fill(500, 1500, " EX 1000");
    assertThat(size()).isBetween(450L, 501L);
    assertThat(info("evicted_keys")).isBetween(999L, 1050L);
    // What a call needs is only known after it.
    assertThat(info("used_memory")).isLessThan(info("maxmemory") + 1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"})
  void whatHasNoDeadlineStaysWhereOnlyOthersMayGo(String policy) {
    fill(0, 200, "");
    fill(200, 300, " EX 1000");
    limit(policy, 0);
    fill(300, 1000, " EX 1000");
    for (int i = 0; i < 200; i++) {
      run("EXISTS key:" + i).isInteger(1);
    }
  }

  @Test
  void withoutAnyThatMayGoTheCallsThatNeedMemoryAreRefused() {
    run("SET a b");
    limit("volatile-lru", -1);
    run("SET c d").isError(REFUSED);
    run("GET a").isBulk("b");
    run("DEL a").isInteger(1);
    run("SET c d").isOk();
  }

  @Test
  void aTransactionIsAbortedWhereOneOfItsCallsNeedsMemory() {
    limit("noeviction", -1);
    run("MULTI").isOk();
    run("GET a").is("+QUEUED");
    run("SET a b").isError(REFUSED);
    run("EXEC").isErrorLike("EXECABORT Transaction discarded because of previous errors.");
    run("CONFIG SET maxmemory 0");
    run("MULTI").isOk();
    run("SET a b").is("+QUEUED");
    engine.runAs("other", "CONFIG SET maxmemory 1");
    run("EXEC").isErrorLike("EXECABORT Transaction discarded because of: " + REFUSED);
  }

  @Test
  void aScriptMayGoOnOnceItHasWritten() {
    run("SET a b");
    limit("noeviction", -1);
    run("EVAL \"return redis.call('set', 'a', 1)\" 0").isErrorLike(REFUSED);
    run("EVAL \"return redis.call('get', 'a')\" 0").isBulk("b");
    run("EVAL \"#!lua\\nreturn 1\" 0").isError(REFUSED);
    run("EVAL \"#!lua flags=no-writes\\nreturn 1\" 0").isInteger(1);
    run("EVAL \"redis.call('expire', 'a', 9) return redis.call('set', 'a', 1)\" 0").isOk();
    run("EVAL \"#!lua flags=allow-oom\\nreturn redis.call('set', 'a', 1)\" 0").isOk();
  }

  @Test
  void theLeastRecentlyUsedGoFirst() {
    fill(0, 200, "");
    advance(Duration.ofSeconds(10));
    for (int i = 0; i < 100; i++) {
      run("GET key:" + i);
    }
    limit("allkeys-lru", 0);
    run("CONFIG SET maxmemory-samples 64");
    fill(200, 290, "");
    long kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += run("EXISTS key:" + i).reply().asLong();
    }
    assertThat(kept).isGreaterThanOrEqualTo(99);
  }

  @Test
  void theLeastOftenUsedGoFirst() {
    run("CONFIG SET maxmemory-policy allkeys-lfu");
    fill(0, 200, "");
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 100; i++) {
        run("GET key:" + i);
      }
    }
    limit("allkeys-lfu", 0);
    run("CONFIG SET maxmemory-samples 64");
    fill(200, 290, "");
    long kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += run("EXISTS key:" + i).reply().asLong();
    }
    assertThat(kept).isGreaterThanOrEqualTo(99);
  }

  @Test
  void thoseWithTheSoonestDeadlinesGoFirst() {
    for (int i = 0; i < 200; i++) {
      run("SET key:" + i + " <<v*100>> EX " + (1000 + i * 10));
    }
    limit("volatile-ttl", 0);
    run("CONFIG SET maxmemory-samples 64");
    for (int i = 200; i < 250; i++) {
      run("SET key:" + i + " <<v*100>> EX 100000");
    }
    for (int i = 100; i < 250; i++) {
      run("EXISTS key:" + i).isInteger(1);
    }
  }

  @Test
  void protectedKeysStayWhateverThePolicy() {
    run("CONFIG SET redstart-protected-prefixes \"bull: spring:session:\"");
    run("CONFIG SET redstart-protected-databases \"3\"");
    run("SET bull:q:1 <<v*100>>");
    run("SET spring:session:x <<v*100>>");
    run("SELECT 3");
    fill(0, 100, "");
    run("SELECT 0");
    fill(0, 300, "");
    limit("allkeys-random", 0);
    fill(300, 3000, "");
    run("EXISTS bull:q:1").isInteger(1);
    run("EXISTS spring:session:x").isInteger(1);
    run("SELECT 3");
    run("DBSIZE").isInteger(100);
  }

  @Test
  void oneUnprotectedKeyAmongManyIsFound() {
    run("CONFIG SET redstart-protected-prefixes \"key:\"");
    fill(0, 2000, "");
    run("SET cache <<v*1000>>");
    limit("allkeys-lru", -100);
    run("SET key:x y").isOk();
    run("EXISTS cache").isInteger(0);
  }

  @Test
  void whereAllIsProtectedWritesAreRefused() {
    run("CONFIG SET redstart-protected-prefixes \"key:\"");
    fill(0, 200, "");
    limit("allkeys-lru", -1);
    run("SET key:x y").isError(REFUSED);
    run("CONFIG SET redstart-protected-prefixes \"\"");
    run("SET key:x y").isOk();
    run("CONFIG SET redstart-protected-databases x")
        .isErrorLike("ERR CONFIG SET failed (possibly related to argument");
  }

  @Test
  void aKeyThatGoesIsLoggedAndToldOf() {
    run("CONFIG SET notify-keyspace-events KEA");
    run("SET a <<v*1000>>");
    limit("allkeys-lru", 0);
    run("CONFIG SET maxmemory " + (info("maxmemory") - 1));
    engine.events();
    engine.log();
    run("PING");
    assertThat(engine.events()).containsExactly("e evicted a");
    assertThat(engine.log()).containsExactly("DEL a");
    run("EXISTS a").isInteger(0);
  }

  @Test
  void whoWatchesAKeyThatGoesHearsOfIt() {
    run("SET a <<v*1000>>");
    run("WATCH a").isOk();
    run("MULTI").isOk();
    limitFromElsewhere();
    run("EXEC").isNull();
  }

  private void limitFromElsewhere() {
    engine.runAs("other", "CONFIG SET maxmemory-policy allkeys-lru");
    engine.runAs("other", "CONFIG SET maxmemory 1000");
    engine.runAs("other", "PING");
    engine.runAs("other", "CONFIG SET maxmemory 0");
  }

  @Test
  void aLowerLimitTakesEffectWithoutACall() {
    fill(0, 500, "");
    run("CONFIG SET maxmemory-policy allkeys-lru maxmemory-eviction-tenacity 100");
    run("CONFIG SET maxmemory " + (info("used_memory") - 20_000));
    advance(Duration.ofMillis(10));
    assertThat(info("evicted_keys")).isBetween(80L, 200L);
  }

  @Test
  void whatClientsHoldCountsAMillisecondLater() {
    fill(0, 500, "");
    engine.runAs("other", "CLIENT ID");
    limit("allkeys-lru", 10_000);
    engine.runAs("other", "MULTI");
    engine.runAs("other", "SET x <<v*50000>>");
    advance(Duration.ofMillis(1));
    run("PING");
    assertThat(size()).isBetween(100L, 400L);
  }

  @Test
  void timeAboveTheLimitIsCounted() {
    run("SET a b");
    limit("noeviction", -1);
    run("PING");
    advance(Duration.ofMillis(500));
    assertThat(info("current_eviction_exceeded_time")).isEqualTo(500);
    run("CONFIG SET maxmemory 1gb");
    run("PING");
    assertThat(info("current_eviction_exceeded_time")).isZero();
    assertThat(info("total_eviction_exceeded_time")).isEqualTo(500);
    run("CONFIG RESETSTAT");
    assertThat(info("total_eviction_exceeded_time")).isZero();
  }

  @Test
  void integersAreSharedUnlessAccessesDecide() {
    run("SET a 1");
    run("CONFIG SET maxmemory-policy allkeys-lru");
    run("OBJECT REFCOUNT a").isInteger(Integer.MAX_VALUE);
    run("CONFIG SET maxmemory 1gb");
    run("OBJECT REFCOUNT a").isInteger(1);
    run("CONFIG SET maxmemory-policy allkeys-random");
    run("OBJECT REFCOUNT a").isInteger(Integer.MAX_VALUE);
  }

  @Test
  void whatIsUsedIsTheSumOfAllKeys() {
    long before = info("used_memory");
    List<String> keys = List.of("s", "l", "h", "z", "t", "x");
    run("SET s <<v*1000>>");
    run("RPUSH l <<1..500:element#>>");
    run("HSET h <<1..300:f# v#>>");
    run("ZADD z <<1..300:# m#>>");
    run("SADD t <<1..300:m#>>");
    run("XADD x 1-1 f v");
    long sum = 0;
    for (String key : keys) {
      Reply size = run("MEMORY USAGE " + key).reply();
      sum += size.asLong();
    }
    assertThat(info("used_memory")).isEqualTo(before + sum);
    run("FLUSHALL");
    assertThat(info("used_memory")).isEqualTo(before);
  }
}
