package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.QuotedWords;
import dev.redstart.engine.reply.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@RedstartTest(settings = "enable-debug-command yes")
@RedstartData("everything.redis")
class ContentsTest {

  private final RedisEngine engine;
  private final Session session;

  ContentsTest(RedisEngine engine, Session session) {
    this.engine = engine;
    this.session = session;
  }

  @Test
  void keepsAllThatIsThere(RedstartClock clock) {
    clock.freeze();
    run("EXPIRE string 60");
    run("HPEXPIRE hash 90000 FIELDS 1 f");
    run("SELECT 3");
    run("SET elsewhere 1");
    run("CONFIG SET hash-max-listpack-entries 7");
    run("FUNCTION LOAD \"#!lua name=lib\\nredis.register_function('f', function() return 1 end)\"");
    String before = run("DEBUG DIGEST").asText();
    Contents contents = Contents.of(engine);

    run("FLUSHALL");
    run("FUNCTION FLUSH");
    run("SET new 1");
    run("CONFIG SET hash-max-listpack-entries 9");
    contents.replaceIn(engine);

    assertThat(run("DEBUG DIGEST").asText()).isEqualTo(before);
    assertThat(run("FCALL f 0").asLong()).isEqualTo(1);
    assertThat(run("CONFIG GET hash-max-listpack-entries").asList().get(1).asText()).isEqualTo("7");
    assertThat(run("KEYS *").asList()).hasSize(1);
    assertThat(engine).key("stream").isStream(2).hasPending("g", 1);
    assertThat(engine).key("string").expiresWithin(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(90));
    assertThat(engine).key("hash").hash().containsOnlyKeys("g");
  }

  @Test
  void whoWaitsForAKeyGoesOnToDoSo() {
    run("XGROUP CREATE queue g $ MKSTREAM");
    Contents contents = Contents.of(engine);
    run("SET new 1");
    try (Session waiter = engine.session()) {
      CompletableFuture<Reply> entry =
          waiter.executeAsync(words("XREADGROUP GROUP g c BLOCK 0 STREAMS queue >"));
      contents.replaceIn(engine);
      assertThat(engine).key("new").isAbsent();
      assertThat(entry).isNotDone();
      run("XADD queue 1-1 f v");
      assertThat(entry.join().failure()).isNull();
    }
    assertThat(engine).key("queue").hasPending("g", 1);
  }

  private Reply run(String line) {
    Reply reply = session.execute(words(line));
    assertThat(reply.failure()).as(line).isNull();
    return reply;
  }

  private static Bytes[] words(String line) {
    return QuotedWords.split(line).stream().map(Bytes::of).toArray(Bytes[]::new);
  }
}
