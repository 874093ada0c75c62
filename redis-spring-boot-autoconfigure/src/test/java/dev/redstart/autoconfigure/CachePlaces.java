package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.server.RespServer;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.RealCluster;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Where caches can be: tests of what is the same in all places run in each. */
enum CachePlaces {

  /** In the engine of the application. */
  EMBEDDED {
    @Override
    ApplicationContextRunner runner() {
      return application();
    }
  },

  /** On a real server, by Lettuce. */
  SERVER {
    @Override
    ApplicationContextRunner runner() {
      return remote(Oracle.required().port());
    }
  },

  /** On the port of an engine that is not the application's, by Lettuce. */
  PORT {
    @Override
    ApplicationContextRunner runner() {
      return remote(Other.PORT);
    }
  },

  /** On three real servers that share the keys. */
  CLUSTER {
    @Override
    ApplicationContextRunner runner() {
      Oracle.required();
      return application()
          .withPropertyValues(
              "redstart.mode=remote", "spring.data.redis.cluster.nodes=" + Three.ADDRESSES);
    }
  };

  /** A cluster that ends with the tests. */
  private static final class Three {
    private static final String ADDRESSES = RealCluster.required().addresses();
  }

  /** Another process, as it were. */
  private static final class Other {
    private static final RespServer SERVER = new RespServer(0);

    @SuppressWarnings("unused")
    private static final RedisEngine ENGINE = RedisEngine.builder().with(SERVER).build();

    private static final int PORT = SERVER.port();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Caching {}

  /** An application with caches there. */
  abstract ApplicationContextRunner runner();

  static ApplicationContextRunner remote(int port) {
    return application()
        .withPropertyValues(
            "redstart.mode=remote",
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + port);
  }

  static ApplicationContextRunner application() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                RedstartAutoConfiguration.class,
                EmbeddedEngineAutoConfiguration.class,
                DataRedisAutoConfiguration.class,
                DataRedisReactiveAutoConfiguration.class,
                RedstartCacheAutoConfiguration.class,
                CacheAutoConfiguration.class))
        .withUserConfiguration(Caching.class);
  }

  /** The context of an application, once it has started, with nothing in its Redis. */
  static void run(
      ApplicationContextRunner runner, ContextConsumer<AssertableApplicationContext> consumer) {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed();
          context
              .getBean(StringRedisTemplate.class)
              .execute(
                  connection -> {
                    connection.serverCommands().flushDb();
                    return null;
                  },
                  true);
          consumer.accept(context);
        });
  }

  static Cache cache(ApplicationContext context, String name) {
    Cache cache = context.getBean(CacheManager.class).getCache(name);
    assertThat(cache).isNotNull();
    return cache;
  }
}
