package dev.redstart.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import org.junit.jupiter.api.Test;

/** What scripts may do while memory is full, as 7.4.1 answers with {@code maxmemory 1}. */
class ScriptMemoryTest {

  private static final Reply REFUSED =
      new Reply.Failure("OOM command not allowed when used memory > 'maxmemory'.");
  private static final String SET = "return redis.pcall('SET', 'x', '1')";

  @Test
  void whatMakesDataGrowIsRefusedUnlessTheScriptAllowsForIt() {
    try (RedisEngine engine =
            RedisEngine.builder().with(assembly -> assembly.memoryFull(() -> true)).build();
        Session session = engine.session()) {
      assertThat(eval(session, "return 1")).isEqualTo(Reply.integer(1));
      assertThat(eval(session, SET)).isEqualTo(REFUSED);
      assertThat(eval(session, "redis.call('DEL', 'x') " + SET)).isEqualTo(Reply.ok());
      assertThat(eval(session, "#!lua\nreturn 1")).isEqualTo(REFUSED);
      assertThat(eval(session, "#!lua flags=no-writes\nreturn 1")).isEqualTo(Reply.integer(1));
      assertThat(eval(session, "#!lua flags=allow-oom\n" + SET)).isEqualTo(Reply.ok());
      session.execute(
          "FUNCTION",
          "LOAD",
          "#!lua name=l\nredis.register_function('f', function() return 1 end)");
      assertThat(session.execute("FCALL", "f", "0")).isEqualTo(REFUSED);
    }
  }

  private static Reply eval(Session session, String script) {
    return session.execute("EVAL", script, "0");
  }
}
