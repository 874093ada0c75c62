package dev.redstart.autoconfigure;

import dev.redstart.engine.testing.RealServer;
import java.util.function.Consumer;

/** Runs a test on the engine and on a real server: nothing but properties differs. */
final class Both {

  private Both() {}

  /** Gives the properties of each place in turn. */
  static void places(Consumer<String[]> test) {
    test.accept(new String[] {"redstart.mode=embedded"});
    try (RealServer server = RealServer.required()) {
      test.accept(
          new String[] {
            "redstart.mode=remote",
            "spring.data.redis.port=" + server.port(),
            "spring.data.redis.timeout=5s"
          });
    }
  }
}
