package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** {@code @Transactional} methods that use Redis, in every place alike. */
class TransactionalTest {

  @ParameterizedTest
  @EnumSource(names = {"EMBEDDED", "SERVER", "PORT"})
  void whatIsWrittenIsThereAfterTheCommit(CachePlaces place) {
    run(
        place,
        context -> {
          StringRedisTemplate outside = outside(context);
          Accounts accounts = context.getBean(Accounts.class);
          outside.opsForValue().set("balance", "10");
          accounts.run(
              redis -> {
                assertThat(redis.opsForValue().increment("balance", 5)).isNull();
                assertThat(redis.opsForHash().putIfAbsent("log", "1", "+5")).isNull();
                redis.opsForZSet().add("order", "1", 1);
                assertThat(redis.opsForValue().get("balance")).isEqualTo("10");
                assertThat(redis.hasKey("log")).isFalse();
                assertThat(outside.opsForValue().get("balance")).isEqualTo("10");
              });
          assertThat(outside.opsForValue().get("balance")).isEqualTo("15");
          assertThat(outside.opsForHash().get("log", "1")).isEqualTo("+5");
          assertThat(outside.opsForZSet().score("order", "1")).isEqualTo(1);
          assertNothingIsBound(context);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"EMBEDDED", "SERVER", "PORT"})
  void nothingIsWrittenByWhatFails(CachePlaces place) {
    run(
        place,
        context -> {
          StringRedisTemplate outside = outside(context);
          outside.opsForValue().set("balance", "10");
          assertThatThrownBy(
                  () ->
                      context
                          .getBean(Accounts.class)
                          .run(
                              redis -> {
                                redis.opsForValue().set("balance", "0");
                                redis.delete("balance");
                                throw new IllegalStateException("no");
                              }))
              .hasMessage("no");
          assertThat(outside.opsForValue().get("balance")).isEqualTo("10");
          assertNothingIsBound(context);
          context.getBean(Accounts.class).run(redis -> redis.opsForValue().set("balance", "11"));
          assertThat(outside.opsForValue().get("balance")).isEqualTo("11");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"EMBEDDED", "SERVER", "PORT"})
  void withoutATransactionAllIsDoneAtOnce(CachePlaces place) {
    run(
        place,
        context -> {
          StringRedisTemplate inside = context.getBean("inside", StringRedisTemplate.class);
          assertThat(inside.opsForValue().increment("count")).isEqualTo(1);
          assertThat(inside.opsForValue().get("count")).isEqualTo("1");
          assertNothingIsBound(context);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"EMBEDDED", "SERVER", "PORT"})
  void cachesCanWaitForTheCommit(CachePlaces place) {
    run(
        place,
        context -> {
          Cache cache = context.getBean(CacheManager.class).getCache("things");
          Accounts accounts = context.getBean(Accounts.class);
          accounts.run(
              redis -> {
                cache.put("k", "v");
                assertThat(cache.get("k")).isNull();
              });
          assertThat(cache.get("k").get()).isEqualTo("v");
          assertThatThrownBy(
                  () ->
                      accounts.run(
                          redis -> {
                            cache.evict("k");
                            throw new IllegalStateException("no");
                          }))
              .hasMessage("no");
          assertThat(cache.get("k").get()).isEqualTo("v");
        });
  }

  private static void run(
      CachePlaces place, ContextConsumer<AssertableApplicationContext> consumer) {
    place
        .runner()
        .withUserConfiguration(Transactions.class)
        .run(
            context -> {
              try (RedisConnection connection =
                  context.getBean(RedisConnectionFactory.class).getConnection()) {
                connection.serverCommands().flushDb();
              }
              consumer.accept(context);
            });
  }

  private static StringRedisTemplate outside(AssertableApplicationContext context) {
    return new StringRedisTemplate(context.getBean(RedisConnectionFactory.class));
  }

  private static void assertNothingIsBound(AssertableApplicationContext context) {
    assertThat(
            TransactionSynchronizationManager.hasResource(
                context.getBean(RedisConnectionFactory.class)))
        .isFalse();
  }

  /** What is done with Redis in a transaction. */
  interface Work {
    void with(StringRedisTemplate redis);
  }

  static class Accounts {

    private final StringRedisTemplate redis;

    Accounts(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Transactional
    public void run(Work work) {
      work.with(redis);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Transactions {

    @Bean
    StringRedisTemplate inside(RedisConnectionFactory factory) {
      StringRedisTemplate template = new StringRedisTemplate(factory);
      template.setEnableTransactionSupport(true);
      return template;
    }

    @Bean
    Accounts accounts(StringRedisTemplate inside) {
      return new Accounts(inside);
    }

    @Bean
    PlatformTransactionManager transactionManager() {
      return new Nothing();
    }

    @Bean
    RedisCacheManagerBuilderCustomizer transactionAware() {
      return RedisCacheManagerBuilder::transactionAware;
    }
  }

  /** Transactions of a database that isn't there. */
  static final class Nothing extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return "transaction";
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
