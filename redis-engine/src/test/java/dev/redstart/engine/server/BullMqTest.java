package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.Oracle;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * BullMQ's own queues, workers, flows and schedulers on the port, and its scripts in our Lua; the
 * same run on a real server shows that the expectations are BullMQ's and not ours.
 */
@Timeout(120)
class BullMqTest {

  private static final String PASSWORD = "secret";
  private static final File DIR = new File("src/test/node");

  @ParameterizedTest
  @ValueSource(strings = {"bullmq-5", "bullmq-6"})
  void worksOnThePort(String release) throws Exception {
    RespServer server = new RespServer("127.0.0.1", 0);
    try (RedisEngine engine =
        RedisEngine.builder().setting("requirepass", PASSWORD).with(server).build()) {
      assertThat(run(release, server.port(), PASSWORD)).startsWith("all well");
      assertThat(engine.session().execute("INFO", "errorstats").toString())
          .doesNotContain("errorstat_ERR");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bullmq-5", "bullmq-6"})
  void worksOnARealServer(String release) throws Exception {
    Oracle oracle = Oracle.required();
    try (Door door = oracle.door(2)) {
      door.run("FLUSHALL");
      assertThat(run(release, oracle.port(), "")).startsWith("all well");
      door.run("FLUSHALL");
    }
  }

  private static String run(String release, int port, String password) throws Exception {
    Program.require(
        new File(DIR, "node_modules/" + release).isDirectory(),
        "BullMQ is not installed: npm install in redis-engine/src/test/node");
    String script = "bullmq.js";
    return Program.run(DIR, "", List.of("node", script, Integer.toString(port), password, release));
  }
}
