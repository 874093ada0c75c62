package dev.redstart.autoconfigure;

import dev.redstart.engine.server.RespServer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Puts the port that is open into the environment, where tests and beans that are made later find
 * it, as they find that of the web server.
 */
final class LocalPort {

  private static final String PROPERTY = "local.redstart.port";
  private static final String SOURCE = "redstart.ports";

  private final int port;

  LocalPort(RespServer server, ConfigurableEnvironment environment) {
    this.port = server.port();
    PropertySource<?> source = environment.getPropertySources().get(SOURCE);
    if (source instanceof MapPropertySource known) {
      known.getSource().put(PROPERTY, port);
    } else {
      Map<String, Object> ports = new HashMap<>();
      ports.put(PROPERTY, port);
      environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, ports));
    }
  }

  /** The port that is open. */
  int port() {
    return port;
  }
}
