package dev.redstart.autoconfigure;

import dev.redstart.autoconfigure.RedstartProperties.Mode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

/**
 * Further Redis instances besides the one that everything uses unless told otherwise.
 *
 * @param instances Further Redis instances by name; each has an engine or a server of its own, and
 *     templates of its own that the name qualifies.
 */
@ConfigurationProperties("redstart")
public record InstancesProperties(@DefaultValue Map<String, Instance> instances) {

  /**
   * One further instance.
   *
   * @param mode Where the instance is: inside of this process, or a server of its own that "redis"
   *     describes.
   * @param databases Number of databases of the instance's engine. Sixteen unless something else is
   *     said.
   * @param database Index of the database that connections to the instance's engine begin on.
   * @param settings Directives of the instance's engine, named and written as in redis.conf.
   * @param persistence Whether the data of the instance's engine outlive the application.
   * @param redis Server of the instance, as "spring.data.redis" describes one.
   */
  public record Instance(
      @DefaultValue("embedded") Mode mode,
      @Nullable Integer databases,
      @DefaultValue("0") int database,
      @DefaultValue Map<String, String> settings,
      @NestedConfigurationProperty @Nullable PersistenceProperties persistence,
      @NestedConfigurationProperty @Nullable DataRedisProperties redis) {

    /** Everything about the engine as directives of redis.conf. */
    Map<String, String> directives() {
      Map<String, String> directives = new LinkedHashMap<>(Directives.of(settings));
      if (databases != null) {
        directives.put("databases", databases.toString());
      }
      return directives;
    }
  }
}
