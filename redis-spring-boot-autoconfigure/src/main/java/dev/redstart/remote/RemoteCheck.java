package dev.redstart.remote;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Looks, once all beans are there and before anything is served, whether the Redis server has what
 * the application's features need.
 */
public final class RemoteCheck implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteCheck.class);

  private final RedisConnectionFactory factory;
  private final List<Requirement> requirements;
  private final Policy policy;

  /** What to do where the server lacks something. */
  public enum Policy {

    /** Log a warning for each lack. */
    WARN,

    /** Do not start. */
    FAIL,

    /** Do not look. */
    OFF
  }

  /** A check of the server behind {@code factory}. */
  public RemoteCheck(
      RedisConnectionFactory factory, List<Requirement> requirements, Policy policy) {
    this.factory = factory;
    this.requirements = List.copyOf(requirements);
    this.policy = policy;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (policy != Policy.OFF) {
      look(policy == Policy.FAIL);
    }
  }

  private void look(boolean strict) {
    List<String> lacks;
    try {
      lacks = lacks();
    } catch (DataAccessException unreachable) {
      if (strict) {
        throw unreachable;
      }
      LOG.warn(
          "The Redis server can't be looked at ({}). Whatever of this application needs it fails"
              + " until that is repaired. See spring.data.redis.* for where it is looked for.",
          Target.reason(unreachable));
      return;
    }
    if (strict && !lacks.isEmpty()) {
      throw new TargetLacksException(lacks);
    }
    lacks.forEach(LOG::warn);
  }

  /** What the server lacks, a sentence for each. */
  public List<String> lacks() {
    try (RedisConnection connection = factory.getConnection()) {
      Target target = new Target(connection);
      return requirements.stream()
          .flatMap(requirement -> requirement.lackedBy(target).stream())
          .distinct()
          .toList();
    }
  }
}
