package dev.redstart.engine.types.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletion that looks at what groups hold, as Redis 8.2 has it. */
class StreamReferencesTest extends EngineTest {

  /** Four entries; g has read three of them and acknowledged the second, h has read two. */
  @BeforeEach
  void fill() {
    engine.given(
        "XADD s 1-1 f v",
        "XADD s 1-2 f v",
        "XADD s 1-3 f v",
        "XADD s 1-4 f v",
        "XGROUP CREATE s g 0",
        "XGROUP CREATE s h 0",
        "XREADGROUP GROUP g c COUNT 3 STREAMS s >",
        "XREADGROUP GROUP h c COUNT 2 NOACK STREAMS s >",
        "XACK s g 1-2");
  }

  private long pending() {
    return run("XPENDING s g").reply().asList().get(0).asLong();
  }

  @Test
  void referencesStay() {
    run("XDELEX s IDS 3 1-1 1-2 9-9").isList("1", "1", "-1");
    run("XLEN s").isInteger(2);
    assertThat(pending()).isEqualTo(2);
    assertThat(engine.events()).containsExactly("t xdel s");
  }

  @Test
  void referencesGo() {
    run("XDELEX s DELREF IDS 2 1-1 1-4").isList("1", "1");
    assertThat(pending()).isEqualTo(1);
    run("XDEL s 1-3").isInteger(1);
    run("XDELEX s DELREF IDS 1 1-3").isList("-1");
    assertThat(pending()).isZero();
  }

  @Test
  void whatIsNeededStays() {
    run("XDELEX s ACKED IDS 5 1-1 1-2 1-3 1-4 9-9").isList("2", "1", "2", "2", "-1");
    run("XLEN s").isInteger(3);
    run("XGROUP DESTROY s h").isInteger(1);
    run("XACKDEL s g ACKED IDS 2 1-1 1-4").isList("1", "-1");
    run("XLEN s").isInteger(2);
  }

  @Test
  void acknowledgesAndDeletes() {
    run("XACKDEL s g IDS 3 1-1 1-2 9-9").isList("1", "-1", "-1");
    run("XACKDEL s g ACKED IDS 1 1-3").isList("2");
    assertThat(pending()).isZero();
    run("XLEN s").isInteger(3);
    run("XACKDEL s none IDS 1 1-3").isList("-1");
    run("XACKDEL none g IDS 2 1-3 1-4").isList("-1", "-1");
    run("XDELEX none IDS 1 1-3").isList("-1");
  }

  @Test
  void aMillionIdsAreAnswered() {
    String ids = " IDS 1000000" + " 1-1".repeat(1_000_000);
    assertThat(run("XACKDEL s g" + ids).reply().asList()).hasSize(1_000_000);
    assertThat(run("XDELEX s" + ids).reply().asList()).hasSize(1_000_000);
    run("XLEN s").isInteger(3);
  }

  @Test
  void trimsWhatNoOneNeeds() {
    run("XTRIM s MAXLEN 0 ACKED").isInteger(1);
    run("XRANGE s - +").hasSize(3);
    run("XTRIM s ACKED MAXLEN ~ 0").isInteger(0);
    run("XTRIM s MINID 1-4 DELREF").isInteger(2);
    assertThat(pending()).isZero();
    run("XADD s ACKED MAXLEN 1 1-5 f v");
    run("XLEN s").isInteger(2);
    run("XADD s MAXLEN 1 DELREF 1-6 f v");
    run("XLEN s").isInteger(1);
  }

  @Test
  void saysWhatIsWrong() {
    run("XDELEX s IDS 0 1-1").isError("ERR Number of IDs must be a positive integer");
    run("XDELEX s IDS 2 1-1")
        .isError("ERR The `numids` parameter must match the number of arguments");
    run("XDELEX s IDS 1 1-1 1-2").isError("ERR syntax error");
    run("XDELEX s KEEPREF DELREF IDS 1 1-1").isError("ERR syntax error");
    run("XDELEX s FOO 1 1-1").isError("ERR syntax error");
    run("XDELEX s IDS 1 x").isError(IdSyntax.INVALID);
    engine.given("SET str 1");
    run("XDELEX str IDS 1 1-1").isErrorLike("WRONGTYPE");
    run("XACKDEL str g IDS 1 1-1").isErrorLike("WRONGTYPE");
  }
}
