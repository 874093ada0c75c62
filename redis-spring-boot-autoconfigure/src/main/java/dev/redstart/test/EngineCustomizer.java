package dev.redstart.test;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.time.Randomness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Makes an application's engine one under test: its clock, its chance and what looks at its calls
 * are beans that the auto-configuration finds. Contexts that want the same of it are equal.
 *
 * @param name the engine's name, empty where it belongs to the context
 * @param settings directives
 */
record EngineCustomizer(String name, List<String> settings) implements ContextCustomizer {

  private static final String ENGINE = "redisEngine";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    TestRedis redis = name.isEmpty() ? new TestRedis() : TestRedis.named(name);
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
    define(registry, "redstartTestRedis", TestRedis.class, () -> redis);
    define(registry, "redstartClock", RedstartClock.class, redis::clock);
    define(registry, "redstartChance", Randomness.class, redis::chance);
    define(registry, "redstartFaults", Faults.class, redis::faults);
    define(registry, "redstartSpy", CommandSpy.class, redis::spy);
    define(registry, "redstartProbe", Feature.class, redis::probe);
    if (!name.isEmpty()) {
      define(
          registry,
          ENGINE,
          RedisEngine.class,
          () -> redis.engine(() -> beans.getBean(RedisEngine.Builder.class).build()));
    }
    set(context);
  }

  private void set(ConfigurableApplicationContext context) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Directives.of(settings.toArray(String[]::new))
        .forEach((directive, value) -> properties.put("redstart.settings." + directive, value));
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("@RedstartTest", properties));
  }

  /** What is defined here is closed by nobody else: it may outlive the context. */
  private static <T> void define(
      BeanDefinitionRegistry registry, String name, Class<T> type, Supplier<T> bean) {
    RootBeanDefinition definition = new RootBeanDefinition(type, bean);
    definition.setPrimary(true);
    definition.setDestroyMethodName("");
    registry.registerBeanDefinition(name, definition);
  }
}
