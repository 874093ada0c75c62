package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.csc.CacheConfig;

/**
 * Clients that keep what they have read, on the port: they answer from their copies while these are
 * good.
 */
class ClientCachesTest {

  private final RespServer server = new RespServer("127.0.0.1", 0);
  private final RedisEngine engine = RedisEngine.builder().with(server).build();
  private final Session other = engine.session();

  @BeforeEach
  void prepare() {
    other.execute("SET", "k", "1");
  }

  @AfterEach
  void close() {
    other.close();
    engine.close();
  }

  @Test
  void lettuce() {
    RedisClient client = RedisClient.create("redis://127.0.0.1:" + server.port());
    Map<String, String> copies = new ConcurrentHashMap<>();
    try (StatefulRedisConnection<String, String> connection = client.connect();
        CacheFrontend<String, String> cache =
            ClientSideCaching.enable(
                CacheAccessor.forMap(copies), connection, TrackingArgs.Builder.enabled())) {
      assertThat(cache.get("k")).isEqualTo("1");
      assertThat(copies).containsEntry("k", "1");
      other.execute("SET", "k", "2");
      await().until(copies::isEmpty);
      assertThat(cache.get("k")).isEqualTo("2");
      other.execute("PEXPIRE", "k", "20");
      await().until(() -> cache.get("k") == null && copies.isEmpty());
    } finally {
      client.shutdown();
    }
  }

  @Test
  void jedis() {
    CacheConfig config = CacheConfig.builder().maxSize(100).build();
    HostAndPort address = new HostAndPort("127.0.0.1", server.port());
    DefaultJedisClientConfig client =
        DefaultJedisClientConfig.builder().protocol(RedisProtocol.RESP3).build();
    try (redis.clients.jedis.RedisClient jedis =
        redis.clients.jedis.RedisClient.builder()
            .hostAndPort(address)
            .clientConfig(client)
            .cacheConfig(config)
            .build()) {
      Cache cache = jedis.getCache();
      assertThat(jedis.get("k")).isEqualTo("1");
      assertThat(jedis.get("k")).isEqualTo("1");
      assertThat(cache.getSize()).isEqualTo(1);
      assertThat(cache.getStats().getHitCount()).isEqualTo(1);
      other.execute("SET", "k", "2");
      await().until(() -> "2".equals(jedis.get("k")));
      other.execute("FLUSHALL");
      await().until(() -> jedis.get("k") == null);
    }
  }
}
