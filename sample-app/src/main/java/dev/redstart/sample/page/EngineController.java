package dev.redstart.sample.page;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what serves the Redis beans, and how to look into it from outside. */
@RestController
class EngineController {

  private final RedisConnectionFactory connections;
  private final DataRedisConnectionDetails server;
  private final Environment environment;

  EngineController(
      RedisConnectionFactory connections,
      DataRedisConnectionDetails server,
      Environment environment) {
    this.connections = connections;
    this.server = server;
    this.environment = environment;
  }

  /**
   * What the page shows.
   *
   * @param connections the class the Redis connections come from
   * @param cli how a terminal gets there; null where the engine has no port
   */
  record Engine(String connections, @Nullable String cli) {}

  @GetMapping("/api/engine")
  Engine engine() {
    return new Engine(connections.getClass().getSimpleName(), cli());
  }

  private @Nullable String cli() {
    if (environment.getProperty("redstart.mode", "embedded").equalsIgnoreCase("embedded")) {
      String port = environment.getProperty("local.redstart.port");
      return port == null ? null : "redis-cli -p " + port;
    }
    if (server.getCluster() != null) {
      DataRedisConnectionDetails.Node node = server.getCluster().getNodes().get(0);
      return "redis-cli -c -h " + node.host() + " -p " + node.port();
    }
    DataRedisConnectionDetails.Standalone alone = server.getStandalone();
    return alone == null ? null : "redis-cli -h " + alone.getHost() + " -p " + alone.getPort();
  }
}
