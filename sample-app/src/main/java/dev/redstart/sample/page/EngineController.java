package dev.redstart.sample.page;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what serves the Redis beans, and how to look into it from outside. */
@RestController
class EngineController {

  private final RedisConnectionFactory connections;
  private final Environment environment;

  EngineController(RedisConnectionFactory connections, Environment environment) {
    this.connections = connections;
    this.environment = environment;
  }

  /**
   * What the page shows.
   *
   * @param connections the class the Redis connections come from
   * @param port the engine's port for other clients; null when it has none
   */
  record Engine(String connections, @Nullable Integer port) {}

  @GetMapping("/api/engine")
  Engine engine() {
    return new Engine(
        connections.getClass().getSimpleName(),
        environment.getProperty("local.redstart.port", Integer.class));
  }
}
