package dev.redstart.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.RedisConnectionFailureException;

/** Says what to do where the application can't start since its Redis server can't be reached. */
final class UnreachableServerFailureAnalyzer
    extends AbstractFailureAnalyzer<RedisConnectionFailureException> {

  private final Environment environment;

  UnreachableServerFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RedisConnectionFailureException cause) {
    String reason = String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    return new FailureAnalysis(
        "The Redis server given by " + address() + " can't be used: " + reason + ".",
        action(reason),
        cause);
  }

  /** What gives the server, with its value; a URL may hold a password. */
  private String address() {
    String cluster = environment.getProperty("spring.data.redis.cluster.nodes");
    String sentinels = environment.getProperty("spring.data.redis.sentinel.nodes");
    if (environment.containsProperty("spring.data.redis.url")) {
      return "spring.data.redis.url";
    }
    if (cluster != null) {
      return "spring.data.redis.cluster.nodes (" + cluster + ")";
    }
    if (sentinels != null) {
      return "spring.data.redis.sentinel.nodes (" + sentinels + ")";
    }
    return "spring.data.redis.host and port ("
        + environment.getProperty("spring.data.redis.host", "localhost")
        + ":"
        + environment.getProperty("spring.data.redis.port", "6379")
        + ")";
  }

  private static String action(@Nullable String reason) {
    String text = String.valueOf(reason);
    if (text.contains("WRONGPASS") || text.contains("NOAUTH") || text.contains("no password")) {
      return "Set spring.data.redis.username and spring.data.redis.password to what the server"
          + " expects.";
    }
    return "Start the server or correct its address, and look whether a firewall is between"
        + " (redis-cli -h <host> -p <port> ping from this machine should answer PONG; where the"
        + " server wants TLS, set spring.data.redis.ssl.enabled=true). To run without a server,"
        + " set redstart.mode=embedded and remove spring.data.redis.host, url and the like.";
  }
}
