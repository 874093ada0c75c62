package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Caches on the embedded engine. Writes without waiting are done when the call returns. */
class CachingTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  DataRedisReactiveAutoConfiguration.class,
                  CacheAutoConfiguration.class))
          .withUserConfiguration(Caching.class);

  @Test
  void resultsAreCachedUntilTheyAreEvicted() {
    runner.run(
        context -> {
          assertThat(context).hasSingleBean(RedisCacheManager.class);
          Slow slow = context.getBean(Slow.class);
          assertThat(slow.answer("a")).isEqualTo("a:1");
          assertThat(slow.answer("a")).isEqualTo("a:1");
          assertThat(slow.answer("b")).isEqualTo("b:2");
          slow.forget("a");
          assertThat(slow.answer("a")).isEqualTo("a:3");
          assertThat(slow.replace("a")).isEqualTo("a:replaced");
          assertThat(slow.answer("a")).isEqualTo("a:replaced");
          slow.forgetAll();
          assertThat(slow.answer("b")).isEqualTo("b:4");
        });
  }

  @Test
  void cachesKnowTheirOwnWrites() {
    runner
        .withPropertyValues("spring.cache.redis.time-to-live=10m")
        .run(
            context -> {
              Cache cache = context.getBean(CacheManager.class).getCache("things");
              assertThat(cache).isNotNull();
              cache.put("key", "value");
              assertThat(cache.get("key", String.class)).isEqualTo("value");
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              assertThat(template.getExpire("things::key")).isBetween(590L, 600L);
              assertThat(cache.putIfAbsent("key", "other").get()).isEqualTo("value");
              assertThat(cache.retrieve("key").get()).isNotNull();
              cache.evict("key");
              assertThat(cache.get("key")).isNull();
              cache.put("key", "value");
              cache.clear();
              assertThat(template.keys("things::*")).isEmpty();
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  @Import(Slow.class)
  static class Caching {}

  static class Slow {

    private final AtomicInteger calls = new AtomicInteger();

    @Cacheable("answers")
    public String answer(String question) {
      return question + ":" + calls.incrementAndGet();
    }

    @CachePut("answers")
    public String replace(String question) {
      return question + ":replaced";
    }

    @CacheEvict("answers")
    public void forget(String question) {}

    @CacheEvict(cacheNames = "answers", allEntries = true)
    public void forgetAll() {}
  }
}
