package dev.redstart.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A Redis that the application uses, and how it can be asked.
 *
 * @param name that of the bean without what all connection factories are called: "redis" for the
 *     first one, and the instance's name for a further one
 * @param factory connects to it
 */
public record RedisInstance(String name, RedisConnectionFactory factory) {

  private static final String SUFFIX = "ConnectionFactory";
  private static final String OF_INSTANCES = "RedisConnectionFactory";

  /** All that the application uses. */
  public static List<RedisInstance> all(ConfigurableListableBeanFactory beans) {
    List<RedisInstance> all = new ArrayList<>();
    SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, RedisConnectionFactory.class)
        .forEach((bean, factory) -> all.add(new RedisInstance(nameOf(bean), factory)));
    return all;
  }

  static String nameOf(String bean) {
    for (String suffix : List.of(OF_INSTANCES, SUFFIX)) {
      if (bean.endsWith(suffix) && bean.length() > suffix.length()) {
        return bean.substring(0, bean.length() - suffix.length());
      }
    }
    return bean;
  }

  /** Asks on a connection of its own. */
  <T extends @Nullable Object> T ask(Function<RedisConnection, T> question) {
    try (RedisConnection connection = factory.getConnection()) {
      return question.apply(connection);
    }
  }
}
