package dev.redstart.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest extends EngineTest {

  PauseTest() {
    super("enable-debug-command", "yes");
  }

  @Test
  void whatHasExpiredStaysWhileWritesArePaused() {
    engine.given("SET k v PX 100", "SET l v PX 100", "CLIENT PAUSE 1000 WRITE");
    advance(Duration.ofMillis(200));
    run("GET k").isNull();
    run("SCAN 0").is("*[\"0\" *[]]");
    run("DBSIZE").isInteger(2);
    assertThat(engine.events()).isEmpty();
    assertThat(engine.log()).isEmpty();
    run("CLIENT UNPAUSE").isOk();
    run("DBSIZE").isInteger(0);
    assertThat(engine.log()).containsExactlyInAnyOrder("DEL k", "DEL l");
  }

  @Test
  void theEndOfAPauseLeavesExpiryAsDebugHasSetIt() {
    run("DEBUG SET-ACTIVE-EXPIRE 0").isOk();
    engine.given("SET k v PX 100", "CLIENT PAUSE 1000 WRITE", "CLIENT UNPAUSE");
    advance(Duration.ofMillis(200));
    run("DBSIZE").isInteger(1);
    run("GET k").isNull();
    run("DBSIZE").isInteger(0);
  }
}
