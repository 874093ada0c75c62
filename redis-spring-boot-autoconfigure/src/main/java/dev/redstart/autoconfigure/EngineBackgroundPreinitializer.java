package dev.redstart.autoconfigure;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Builds an engine and throws it away while Spring Boot is still reading its configuration, on
 * Boot's own background thread. The first engine of a process costs a quarter of a second, for its
 * classes have to be loaded and its commands linked; any other costs a few milliseconds.
 */
final class EngineBackgroundPreinitializer implements BackgroundPreinitializer {

  @Override
  public void preinitialize() {
    try (RedisEngine engine = RedisEngine.builder().build();
        Session session = engine.session()) {
      session.execute("PING");
    }
  }
}
