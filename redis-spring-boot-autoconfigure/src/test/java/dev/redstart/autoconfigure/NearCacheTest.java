package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.cache.CacheLayers;
import dev.redstart.cache.NearCopies;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.RealCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.ClientKillParams.SkipMe;

/** Copies of cached values in the process of an application whose caches are on a server. */
@Timeout(60)
class NearCacheTest {

  private static ApplicationContextRunner near(CachePlaces place) {
    return place
        .runner()
        .withPropertyValues(
            "redstart.cache.caches.near.near=true", "redstart.cache.caches.near2.near=true");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "PORT", "CLUSTER"})
  void othersWritesAreHeardOf(CachePlaces place) {
    near(place)
        .run(
            one ->
                near(place)
                    .run(
                        other -> {
                          Cache mine = cache(one);
                          Cache theirs = cache(other);
                          mine.clear();
                          mine.put("k", "first");
                          assertThat(theirs.get("k").get()).isEqualTo("first");
                          awaitNear(other, "k");
                          long before = hits(other);
                          assertThat(theirs.get("k").get()).isEqualTo("first");
                          assertThat(hits(other)).isEqualTo(before + 1);

                          mine.put("k", "second");
                          await().until(() -> theirs.get("k").get().equals("second"));
                          awaitNear(other, "k");
                          mine.evict("k");
                          await().until(() -> theirs.get("k") == null);
                          mine.put("k", "third");
                          awaitNear(other, "k");
                          mine.clear();
                          await().until(() -> theirs.get("k") == null);
                        }));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "PORT", "CLUSTER"})
  void ownWritesAreSeenAtOnce(CachePlaces place) {
    near(place)
        .run(
            context -> {
              Cache cache = cache(context);
              cache.clear();
              cache.put("k", "0");
              awaitNear(context, "k");
              for (int i = 1; i < 200; i++) {
                cache.put("k", "" + i);
                assertThat(cache.get("k").get()).isEqualTo("" + i);
                assertThat(cache.get("k").get()).isEqualTo("" + i);
              }
              cache.evict("k");
              assertThat(cache.get("k")).isNull();
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "PORT", "CLUSTER"})
  void aLostConnectionTakesTheCopiesWithIt(CachePlaces place) {
    near(place)
        .run(
            context -> {
              Cache cache = cache(context);
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              cache.put("k", "v");
              awaitNear(context, "k");
              NearCopies copies = context.getBean(NearCopies.class);
              for (int port : ports(redis)) {
                try (Jedis other = new Jedis("127.0.0.1", port)) {
                  other.clientKill(
                      new ClientKillParams().type(ClientType.NORMAL).skipMe(SkipMe.YES));
                }
              }
              await().until(() -> copies.size() == 0);
              await().until(copies::isHeard);
              awaitNear(context, "k");
              redis.delete("near::k");
              await().until(() -> cache.get("k") == null);
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "PORT", "CLUSTER"})
  void whatExpiresIsDropped(CachePlaces place) {
    near(place)
        .withPropertyValues("redstart.cache.caches.near.time-to-live=100ms")
        .run(
            context -> {
              Cache cache = cache(context);
              cache.put("k", "v");
              await().atMost(Duration.ofSeconds(10)).until(() -> cache.get("k") == null);
            });
  }

  /** A server that had no keys when the application started gets some. */
  @Test
  void aServerThatComesLaterIsHeard() {
    Oracle.required();
    String stay = "--cluster-allow-replica-migration no";
    try (RealCluster cluster = RealCluster.required(stay.split(" "))) {
      int owner = ownerOf(cluster, "near::k");
      int other = (owner + 1) % 3;
      cluster.assign(owner, other);
      CachePlaces.application()
          .withPropertyValues(
              "redstart.mode=remote",
              "spring.data.redis.cluster.nodes=" + cluster.addresses(),
              "redstart.cache.retry-after=100ms",
              "redstart.cache.caches.near.near=true")
          .run(
              context -> {
                Cache cache = cache(context);
                put(cache);
                awaitNear(context, "k");
                cache.evict("k");
                cluster.assign(owner, owner);
                put(cache);
                awaitNear(context, "k");
                try (Door door = cluster.door(owner)) {
                  assertThat(door.run("DEL near::k").text()).hasToString("1");
                }
                await().until(() -> cache.get("k") == null);
              });
    }
  }

  /** A cluster may take its time to agree on who has the slot. */
  private static void put(Cache cache) {
    await()
        .until(
            () -> {
              cache.put("k", "v");
              return cache.get("k") != null;
            });
  }

  private static int ownerOf(RealCluster cluster, String key) {
    try (Door door = cluster.door(0)) {
      return Integer.parseInt(door.run("CLUSTER KEYSLOT " + key).text().toString()) * 3 / 16_384;
    }
  }

  private static List<Integer> ports(StringRedisTemplate redis) {
    LettuceConnectionFactory factory =
        (LettuceConnectionFactory) redis.getRequiredConnectionFactory();
    RedisClusterConfiguration cluster = factory.getClusterConfiguration();
    return cluster == null
        ? List.of(factory.getPort())
        : cluster.getClusterNodes().stream().map(RedisNode::getRequiredPort).toList();
  }

  /** Reads until the copy is there: the server has been told to tell. */
  private static void awaitNear(ApplicationContext context, String key) {
    long before = hits(context);
    await()
        .until(
            () -> {
              cache(context).get(key);
              return hits(context) > before;
            });
  }

  private static long hits(ApplicationContext context) {
    return context.getBean(CacheLayers.class).counts().of("near").nearHits();
  }

  private static RedisCache cache(ApplicationContext context) {
    return (RedisCache) context.getBean(CacheManager.class).getCache("near");
  }
}
