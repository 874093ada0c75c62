package dev.redstart.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.data.redis.autoconfigure.SessionDataRedisAutoConfiguration;

/** All that Boot and Redstart do about connections and sessions, in the order Boot gives it. */
final class RedstartConfigurations {

  static final AutoConfigurations ALL =
      AutoConfigurations.of(
          RedstartAutoConfiguration.class,
          InstancesAutoConfiguration.class,
          EmbeddedEngineAutoConfiguration.class,
          EngineServerAutoConfiguration.class,
          EngineSessionAutoConfiguration.class,
          RedstartSessionAutoConfiguration.class,
          SessionNeedsAutoConfiguration.class,
          RemoteAutoConfiguration.class,
          DataRedisAutoConfiguration.class,
          DataRedisReactiveAutoConfiguration.class,
          SessionAutoConfiguration.class,
          SessionDataRedisAutoConfiguration.class);

  private RedstartConfigurations() {}
}
