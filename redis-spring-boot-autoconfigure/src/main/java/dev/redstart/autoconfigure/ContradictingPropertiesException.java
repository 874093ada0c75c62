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
          "url",
          "host",
          "cluster.nodes",
          "sentinel.master",
          "sentinel.nodes",
          "masterreplica.nodes");

  private final String mode;
  private final List<String> properties;

  private ContradictingPropertiesException(String mode, List<String> properties) {
    super(mode + " is embedded, but a server is given by " + String.join(", ", properties));
    this.mode = mode;
    this.properties = properties;
  }

  /** Throws where a server is given. */
  static void check(Environment environment) {
    check("redstart.mode", "spring.data.redis.", environment);
  }

  /** Throws where a server is given for an instance. */
  static void checkInstance(String name, Environment environment) {
    String prefix = "redstart.instances." + name;
    check(prefix + ".mode", prefix + ".redis.", environment);
  }

  private static void check(String mode, String prefix, Environment environment) {
    Binder binder = Binder.get(environment);
    List<String> given =
        SERVER_PROPERTIES.stream()
            .map(prefix::concat)
            .filter(name -> binder.bind(name, Bindable.of(Object.class)).isBound())
            .toList();
    if (!given.isEmpty()) {
      throw new ContradictingPropertiesException(mode, given);
    }
  }

  /** The property that says embedded. */
  String mode() {
    return mode;
  }

  /** The properties that give a server. */
  List<String> properties() {
    return properties;
  }
}
