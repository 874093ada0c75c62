package dev.redstart.test;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

@RedstartTest
@RedstartData("carts.redis")
class CommandSpyTest {

  private final StringRedisTemplate redis;
  private final CommandSpy spy;

  CommandSpyTest(StringRedisTemplate redis, CommandSpy spy) {
    this.redis = redis;
    this.spy = spy;
  }

  @Test
  void knowsWhichCallsWereMade(RedisEngine engine) {
    assertThat(spy).calledNothing();
    redis.opsForValue().set("k", "v");
    redis.opsForValue().get("k");
    redis.opsForValue().get("other");
    assertThat(engine).key("k").isString("v");

    assertThat(spy).called("set", "GET").called("get", 2).neverCalled("DEL", "TYPE");
    assertThat(spy.calls())
        .extracting(Object::toString)
        .containsExactly("SET k v", "GET k", "GET other");
    assertThat(spy.count("Set")).isEqualTo(1);
    spy.clear();
    assertThat(spy).calledNothing();
  }

  @Test
  void knowsWhoMadeThem(Session session) {
    session.execute("CLIENT", "SETNAME", "me");
    session.execute("CLIENT", "ID");
    SpiedCall call = spy.calls().get(1);
    assertThat(call.command()).isEqualTo("CLIENT ID");
    assertThat(call.caller())
        .isEqualTo(
            new SpiedCall.Caller(
                session.client().id(), "me", "", Thread.currentThread().getName()));
  }

  @Test
  void knowsWhatScriptsCall(Session session) {
    session.execute("EVAL", "return redis.call('GET', KEYS[1])", "1", "visits");
    assertThat(spy.calls()).extracting(SpiedCall::byScript).containsExactly(false, true);
    assertThat(spy.calls().get(1)).hasToString("GET visits (by a script)");
  }

  @Test
  void knowsWhatHappenedMeanwhile() {
    redis.opsForValue().get("k");
    assertThat(spy.during(() -> redis.delete("k")))
        .extracting(SpiedCall::command)
        .containsExactly("DEL");
    assertThat(spy.during(() -> {})).isEmpty();
  }

  @Test
  void failuresShowTheCalls() {
    redis.opsForValue().get("k");
    assertThatThrownBy(() -> assertThat(spy).called("GET", 2))
        .hasMessage(
            "there should be 2 calls of GET%n but there were 1; all calls: [GET k]".formatted());
    assertThatThrownBy(() -> assertThat(spy).called("SET", "GET"))
        .hasMessage("there should be calls of [SET]%n but only of [GET k]".formatted());
    assertThatThrownBy(() -> assertThat(spy).neverCalled("GET"))
        .hasMessage("there should be no calls of [GET]%n but there were: [GET k]".formatted());
    assertThatThrownBy(() -> assertThat(spy).calledNothing())
        .hasMessage("there should be no calls%n but there were: [GET k]".formatted());
  }
}
