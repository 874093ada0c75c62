package dev.redstart.autoconfigure;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Properties say where a Redis server is, but the application is to use the embedded engine. */
final class ContradictingPropertiesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final List<String> SERVER_PROPERTIES =
      List.of(
          "spring.data.redis.url",
          "spring.data.redis.host",
          "spring.data.redis.cluster.nodes",
          "spring.data.redis.sentinel.master",
          "spring.data.redis.sentinel.nodes",
          "spring.data.redis.masterreplica.nodes");

  private final List<String> properties;

  private ContradictingPropertiesException(List<String> properties) {
    super("redstart.mode is embedded, but a server is given by " + String.join(", ", properties));
    this.properties = properties;
  }

  /** Throws where a server is given. */
  static void check(Environment environment) {
    Binder binder = Binder.get(environment);
    List<String> given =
        SERVER_PROPERTIES.stream()
            .filter(name -> binder.bind(name, Bindable.of(Object.class)).isBound())
            .toList();
    if (!given.isEmpty()) {
      throw new ContradictingPropertiesException(given);
    }
  }

  /** The properties that give a server. */
  List<String> properties() {
    return properties;
  }
}
