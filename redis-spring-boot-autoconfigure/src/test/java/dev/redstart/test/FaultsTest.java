package dev.redstart.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.server.RespServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

@RedstartTest
class FaultsTest {

  private final StringRedisTemplate redis;
  private final Session session;
  private final Faults faults;

  FaultsTest(StringRedisTemplate redis, Session session, Faults faults) {
    this.redis = redis;
    this.session = session;
    this.faults = faults;
  }

  @Test
  void someCallsGoWellThenSomeDoNot() {
    Faults.Injected fault = faults.add(Fault.error("ERR broken").on("get").after(2).times(1));
    session.execute("SET", "k", "v");
    assertThat(session.execute("GET", "k").asText()).isEqualTo("v");
    assertThat(session.execute("GET", "k").asText()).isEqualTo("v");
    assertThat(error("GET", "k")).isEqualTo("ERR broken");
    assertThat(session.execute("GET", "k").asText()).isEqualTo("v");
    assertThat(fault.hits()).isEqualTo(1);
  }

  @Test
  void allIsWellAgainWhenAFaultIsClosed() {
    try (Faults.Injected fault = faults.add(Fault.error("ERR broken"))) {
      assertThatThrownBy(() -> redis.opsForValue().get("k"))
          .isInstanceOf(RedisSystemException.class)
          .hasRootCauseMessage("ERR broken");
      assertThat(fault.hits()).isEqualTo(1);
    }
    assertThat(redis.opsForValue().get("k")).isNull();
    faults.add(Fault.error("ERR broken"));
    faults.clear();
    assertThat(redis.opsForValue().get("k")).isNull();
  }

  @Test
  void aReplicaAnswersOnlyReads() {
    faults.add(Fault.readOnly());
    assertThat(error("SET", "k", "v")).startsWith("READONLY ");
    assertThat(error("GET", "k")).isNull();
    assertThat(error("EVAL", "return redis.call('set', KEYS[1], 1)", "1", "k"))
        .contains("READONLY ");
  }

  @Test
  void whileItLoadsItTellsOfItselfOnly() {
    faults.add(Fault.loading());
    assertThat(error("GET", "k")).isEqualTo("LOADING Redis is loading the dataset in memory");
    assertThat(error("INFO")).isNull();
  }

  @Test
  void withoutMemoryNothingGrows() {
    faults.add(Fault.outOfMemory());
    assertThat(error("SET", "k", "v")).startsWith("OOM ");
    assertThat(error("DEL", "k")).isNull();
  }

  @Test
  void keysOfAnotherNodeAreThere() {
    faults.add(Fault.moved("127.0.0.1", 7001).onKeys("{user}*"));
    assertThat(error("GET", "{user}:name")).isEqualTo("MOVED 5474 127.0.0.1:7001");
    assertThat(error("GET", "other")).isNull();
    assertThat(error("PING")).isNull();
  }

  @Test
  void subcommandsAreMeantByNameOrAllTogether() {
    faults.add(Fault.error("ERR no").on("config set", "client"));
    assertThat(error("CONFIG", "SET", "hz", "10")).isEqualTo("ERR no");
    assertThat(error("CONFIG", "GET", "hz")).isNull();
    assertThat(error("CLIENT", "ID")).isEqualTo("ERR no");
  }

  @Test
  void aTransactionFailsAsAWhole() {
    faults.add(Fault.outOfMemory());
    session.execute("MULTI");
    assertThat(error("SET", "k", "v")).startsWith("OOM ");
    assertThat(error("EXEC")).startsWith("EXECABORT ");
  }

  @Test
  void aConnectionBreaks(RedisConnectionFactory factory) {
    faults.add(Fault.lostConnection());
    assertThatThrownBy(() -> redis.opsForValue().get("k"))
        .isInstanceOf(RedisConnectionFailureException.class);
    var reactive = new ReactiveStringRedisTemplate((ReactiveRedisConnectionFactory) factory);
    assertThatThrownBy(() -> reactive.opsForValue().get("k").block())
        .isInstanceOf(RedisConnectionFailureException.class);
  }

  @Test
  void callsTakeLonger() {
    faults.add(Fault.latency(Duration.ofMillis(20)).on("PING"));
    long began = System.nanoTime();
    session.execute("PING");
    assertThat(System.nanoTime() - began).isGreaterThan(15_000_000);
  }

  @Test
  void clientsOfThePortHaveThemToo() {
    TestRedis test = new TestRedis();
    RespServer port = new RespServer(0);
    try (RedisEngine engine = test.builder().with(port).build();
        Jedis jedis = new Jedis("127.0.0.1", port.port())) {
      jedis.set("k", "v");
      test.faults().add(Fault.moved("10.0.0.1", 6379).times(1));
      assertThatThrownBy(() -> jedis.get("k")).isInstanceOf(JedisMovedDataException.class);
      assertThat(jedis.get("k")).isEqualTo("v");
      test.faults().add(Fault.lostConnection().times(1));
      assertThatThrownBy(() -> jedis.get("k")).isInstanceOf(JedisConnectionException.class);
      assertThat(engine.commands().find("get")).isNotNull();
    }
  }

  private String error(String... call) {
    RedisException failure = session.execute(call).failure();
    return failure == null ? null : failure.getMessage();
  }
}
