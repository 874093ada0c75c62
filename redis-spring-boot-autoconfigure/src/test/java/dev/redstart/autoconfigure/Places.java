package dev.redstart.autoconfigure;

import dev.redstart.engine.testing.RealServer;
import java.util.List;
import java.util.function.Consumer;

/** Runs a test on the engine and on a real server, by each driver: only properties differ. */
final class Places {

  private Places() {}

  /** Gives the properties of each place in turn. */
  static void forEach(Consumer<String[]> test) {
    test.accept(new String[] {"redstart.mode=embedded"});
    for (String driver : List.of("lettuce", "jedis")) {
      try (RealServer server = RealServer.required()) {
        test.accept(
            new String[] {
              "redstart.mode=remote",
              "spring.data.redis.port=" + server.port(),
              "spring.data.redis.client-type=" + driver
            });
      }
    }
  }
}
