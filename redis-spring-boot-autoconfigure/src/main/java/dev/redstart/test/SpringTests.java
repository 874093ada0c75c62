package dev.redstart.test;

import dev.redstart.engine.RedisEngine;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Tests for which Spring has a context. */
final class SpringTests {

  private SpringTests() {}

  /** What the context has. */
  static Use use(ExtensionContext context) {
    ApplicationContext beans = SpringExtension.getApplicationContext(context);
    TestRedis redis = beans.getBeanProvider(TestRedis.class).getIfAvailable();
    RedisEngine engine = beans.getBeanProvider(RedisEngine.class).getIfUnique();
    if (redis == null || engine == null) {
      throw new IllegalStateException(
          "@RedstartTest: the context of "
              + context.getRequiredTestClass().getName()
              + " has no embedded engine. Is redstart.mode 'remote', is the auto-configuration of"
              + " Redis left out, or has the application a connection factory of its own?");
    }
    redis.learn(beans, beans.getBeansOfType(RedisEngine.class).values());
    return new Use(redis, engine, beans.getBean(RedisConnectionFactory.class));
  }
}
