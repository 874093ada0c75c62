package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.cache.CacheLayers;
import dev.redstart.cache.NearCopies;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.cache.RedisCache;
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
  @EnumSource(names = {"SERVER", "PORT"})
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
  @EnumSource(names = {"SERVER", "PORT"})
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
  @EnumSource(names = {"SERVER", "PORT"})
  void aLostConnectionTakesTheCopiesWithIt(CachePlaces place) {
    near(place)
        .run(
            context -> {
              Cache cache = cache(context);
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              cache.put("k", "v");
              awaitNear(context, "k");
              NearCopies copies = context.getBean(NearCopies.class);
              int port =
                  ((LettuceConnectionFactory) redis.getRequiredConnectionFactory()).getPort();
              try (Jedis other = new Jedis("127.0.0.1", port)) {
                other.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(SkipMe.YES));
              }
              await().until(() -> copies.size() == 0);
              await().until(copies::isHeard);
              awaitNear(context, "k");
              redis.delete("near::k");
              await().until(() -> cache.get("k") == null);
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "PORT"})
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
