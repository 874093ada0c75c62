package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;

/** The port as programs see it that were written for Redis. */
@Timeout(120)
class ClientsTest {

  private static final String PASSWORD = "secret";
  private static final RespServer SERVER = new RespServer("127.0.0.1", 0);
  private static final RedisEngine ENGINE =
      RedisEngine.builder().setting("requirepass", PASSWORD).with(SERVER).build();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @BeforeEach
  void flush() {
    ENGINE.session().execute("FLUSHALL");
  }

  @ParameterizedTest
  @EnumSource(
      value = RedisProtocol.class,
      names = {"RESP2", "RESP3"})
  void jedis(RedisProtocol protocol) {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder().protocol(protocol).password(PASSWORD).build();
    try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", SERVER.port()), config)) {
      assertThat(jedis.ping()).isEqualTo("PONG");
      assertThat(jedis.clientInfo()).contains("lib-name=jedis", "resp=" + (protocol.ordinal() + 2));
      jedis.set("a", "1");
      assertThat(jedis.incrBy("a", 41)).isEqualTo(42);
      jedis.hset("h", Map.of("f", "v"));
      assertThat(jedis.hgetAll("h")).isEqualTo(Map.of("f", "v"));
      jedis.zadd("z", Map.of("m", 1.5, "n", Double.POSITIVE_INFINITY));
      assertThat(jedis.zscore("z", "m")).isEqualTo(1.5);
      assertThat(jedis.zrangeWithScores("z", 0, -1)).hasSize(2);
      jedis.sadd("s", "x", "y");
      assertThat(jedis.smembers("s")).containsExactlyInAnyOrder("x", "y");
      assertThat(jedis.blpop(1, "none")).isNull();
      Pipeline pipeline = jedis.pipelined();
      List<Response<Long>> replies = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        replies.add(pipeline.incr("n"));
      }
      pipeline.sync();
      assertThat(replies.get(4999).get()).isEqualTo(5000);
      Transaction transaction = jedis.multi();
      transaction.set("t", "1");
      transaction.get("t");
      assertThat(transaction.exec()).isEqualTo(List.of("OK", "1"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RedisProtocol.class,
      names = {"RESP2", "RESP3"})
  void jedisHearsMessages(RedisProtocol protocol) throws Exception {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder().protocol(protocol).password(PASSWORD).build();
    List<String> heard = new CopyOnWriteArrayList<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onMessage(String channel, String message) {
            heard.add(message);
          }

          @Override
          public void onPMessage(String pattern, String channel, String message) {
            heard.add(channel + " " + message);
          }
        };
    try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", SERVER.port()), config);
        Jedis speaker = new Jedis(new HostAndPort("127.0.0.1", SERVER.port()), config)) {
      Thread waits = new Thread(() -> jedis.subscribe(listener, "news"));
      waits.start();
      await().until(() -> speaker.publish("news", "hello") == 1);
      listener.psubscribe("o*");
      await().until(() -> speaker.publish("old", "bye") == 1);
      await().until(() -> heard.equals(List.of("hello", "old bye")));
      listener.unsubscribe();
      listener.punsubscribe();
      waits.join();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"RESP2", "RESP3"})
  void lettuce(ProtocolVersion protocol) {
    RedisClient client = lettuceClient(protocol);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      assertThat(redis.ping()).isEqualTo("PONG");
      assertThat(redis.clientInfo()).contains("lib-name=Lettuce");
      redis.set("a", "ü");
      assertThat(redis.get("a")).isEqualTo("ü");
      redis.hset("h", Map.of("f", "v", "g", "w"));
      assertThat(redis.hgetall("h")).isEqualTo(Map.of("f", "v", "g", "w"));
      redis.zadd("z", 2.5, "m");
      assertThat(redis.zscore("z", "m")).isEqualTo(2.5);
      assertThat(redis.get("none")).isNull();
      redis.rpush("l", "x");
      assertThat(redis.blpop(1, "l")).isEqualTo(KeyValue.just("l", "x"));
      redis.multi();
      redis.set("b", "2");
      assertThat(redis.exec().size()).isEqualTo(1);
    } finally {
      client.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"RESP2", "RESP3"})
  void lettuceHearsMessages(ProtocolVersion protocol) {
    RedisClient client = lettuceClient(protocol);
    try (StatefulRedisPubSubConnection<String, String> listener = client.connectPubSub();
        StatefulRedisConnection<String, String> speaker = client.connect()) {
      List<String> heard = new CopyOnWriteArrayList<>();
      listener.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              heard.add(message);
            }
          });
      listener.sync().subscribe("news");
      for (int i = 0; i < 1000; i++) {
        speaker.async().publish("news", "m" + i);
      }
      await().until(() -> heard.size() == 1000);
      assertThat(heard.get(999)).isEqualTo("m999");
    } finally {
      client.shutdown();
    }
  }

  @Test
  void redisCli() throws Exception {
    assertThat(cli("", "SET", "a", "b")).isEqualTo("OK\n");
    assertThat(cli("", "GET", "a")).isEqualTo("b\n");
    cli("", "HSET", "h", "f", "v");
    assertThat(cli("", "-3", "--json", "HGETALL", "h")).isEqualTo("{\"f\":\"v\"}\n");
    assertThat(cli("SET k 'two words'\nGET k\nNONE\n"))
        .startsWith("OK\ntwo words\nERR unknown command 'NONE'");
  }

  @Test
  void redisCliPipes() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      String key = "key" + i;
      requests.append("*3\r\n$3\r\nSET\r\n$").append(key.length()).append("\r\n").append(key);
      requests.append("\r\n$1\r\nv\r\n");
    }
    assertThat(cli(requests.toString(), "--pipe")).contains("errors: 0, replies: 20000");
    assertThat(cli("", "DBSIZE")).isEqualTo("20000\n");
  }

  @Test
  void redisBenchmark() throws Exception {
    String output =
        Program.run(
            new File("."),
            "",
            List.of(
                "redis-benchmark",
                "-p",
                Integer.toString(SERVER.port()),
                "-a",
                PASSWORD,
                "-n",
                "2000",
                "-c",
                "20",
                "-P",
                "4",
                "-q",
                "-t",
                "ping,set,get,incr,lpush,rpush,lpop,sadd,hset,zadd,lrange_100,mset"));
    assertThat(output).contains("MSET").contains("requests per second").doesNotContain("rror");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ioredis", "node-redis"})
  void node(String client) throws Exception {
    File dir = new File("src/test/node");
    Program.require(
        new File(dir, "node_modules/ioredis").isDirectory()
            && new File(dir, "node_modules/redis").isDirectory(),
        "the clients for Node are not installed: npm install in redis-engine/src/test/node");
    String port = Integer.toString(SERVER.port());
    assertThat(Program.run(dir, "", List.of("node", client + ".js", port, PASSWORD)))
        .isEqualTo("all well\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void redisPy(int protocol) throws Exception {
    File dir = new File("src/test/python");
    Program.require(
        new File(dir, "packages/redis").isDirectory(),
        "redis-py is not installed: pip install --target redis-engine/src/test/python/packages"
            + " -r redis-engine/src/test/python/requirements.txt");
    String port = Integer.toString(SERVER.port());
    String path = "PYTHONPATH=packages";
    assertThat(
            Program.run(
                dir,
                "",
                List.of("env", path, "python3", "redis_py.py", port, PASSWORD, "" + protocol)))
        .isEqualTo("all well\n");
  }

  private static RedisClient lettuceClient(ProtocolVersion protocol) {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(SERVER.port())
            .withPassword(PASSWORD.toCharArray())
            .build();
    RedisClient client = RedisClient.create(uri);
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    return client;
  }

  private static String cli(String input, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("redis-cli", "--no-auth-warning"));
    command.addAll(List.of("-p", Integer.toString(SERVER.port()), "-a", PASSWORD));
    command.addAll(List.of(args));
    return Program.run(new File("."), input, command);
  }
}
