package dev.redstart.engine.types.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the differential lines can't see of bitmaps: events, the log, limits. */
class BitmapCommandsTest extends EngineTest {

  private static final String NO_OFFSET = "ERR bit offset is not an integer or out of range";

  @Test
  void setbitTellsOfWhatChanges() {
    run("SETBIT k 7 1").isInteger(0);
    run("SETBIT k 7 1").isInteger(1);
    run("SETBIT k 6 0").isInteger(0);
    run("SETBIT k 8 0").isInteger(0);

    assertThat(engine.events()).containsExactly("$ setbit k", "$ setbit k");
    assertThat(engine.log()).containsExactly("SETBIT k 7 1", "SETBIT k 8 0");
    run("STRLEN k").isInteger(2);
  }

  @Test
  void whatWasReadStaysAsItWas() {
    engine.given("SETBIT k 7 1");
    var before = run("GET k");

    run("SETBIT k 6 1").isInteger(0);

    before.isBulk("\u0001");
    run("GET k").isBulk("\u0003");
  }

  @Test
  void bitfieldTellsOnceOfAllItsChanges() {
    run("BITFIELD k SET u8 0 1 INCRBY u8 8 2").is("*[:0 :2]");
    run("BITFIELD k SET u8 0 1 GET u8 8").is("*[:1 :2]");
    run("BITFIELD k OVERFLOW FAIL SET u8 0 256").is("*[null(_)]");
    run("BITFIELD k GET u8 0").is("*[:1]");

    assertThat(engine.events()).containsExactly("$ setbit k");
    assertThat(engine.log()).containsExactly("BITFIELD k SET u8 0 1 INCRBY u8 8 2");
  }

  @Test
  void bitfieldChangesNothingWhereAnyStepIsWrong() {
    run("BITFIELD k SET u8 0 1 SET u64 0 1").isErrorLike("ERR Invalid bitfield type");
    run("BITFIELD k SET u8 0 1 SET u8 0").isError("ERR syntax error");
    run("BITFIELD_RO k SET u8 0 1").isError("ERR BITFIELD_RO only supports the GET subcommand");

    run("EXISTS k").isInteger(0);
    assertThat(engine.events()).isEmpty();
  }

  @Test
  void bitopSetsOrRemovesItsTarget() {
    engine.given("SETBIT a 0 1", "SET d x");

    run("BITOP OR d a").isInteger(1);
    run("BITOP OR d nokey").isInteger(0);
    run("BITOP OR d nokey").isInteger(0);

    assertThat(engine.events()).containsExactly("$ set d", "g del d");
  }

  @Test
  void bitopKnowsTheOperationsOfRedis82() {
    engine.given(
        "BITFIELD x SET u8 0 204", "BITFIELD y SET u8 0 170 SET u8 8 3", "SET z \"\\xf0\"");

    run("BITOP DIFF d x y z").isInteger(2);
    run("BITFIELD d GET u8 0 GET u8 8").is("*[:4 :0]");
    run("BITOP DIFF1 d x y z").isInteger(2);
    run("BITFIELD d GET u8 0 GET u8 8").is("*[:50 :3]");
    run("BITOP ANDOR d x y z").isInteger(2);
    run("BITFIELD d GET u8 0 GET u8 8").is("*[:200 :0]");
    run("BITOP ONE d x y z").isInteger(2);
    run("BITFIELD d GET u8 0 GET u8 8").is("*[:22 :3]");
    run("BITOP ONE d x").isInteger(1);
    for (String operation : List.of("DIFF", "DIFF1", "ANDOR")) {
      run("BITOP " + operation + " d x")
          .isError("ERR BITOP " + operation + " must be called with at least two source keys.");
    }
  }

  /** CVE-2021-32761: offsets that overflow when they are multiplied. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "#288230376151711744",
        "#9223372036854775807",
        "#-9223372036854775808",
        "9223372036854775807",
        "-9223372036854775808",
        "4294967296",
        "-1"
      })
  void offsetsBeyondTheLongestStringAreRefused(String offset) {
    run("BITFIELD k GET i64 " + offset).isError(NO_OFFSET);
    run("BITFIELD k SET i64 " + offset + " 1").isError(NO_OFFSET);
    run("BITFIELD_RO k GET i64 " + offset).isError(NO_OFFSET);
    run("SETBIT k " + offset + " 1").isError(NO_OFFSET);
    run("GETBIT k " + offset).isError(NO_OFFSET);
    run("EXISTS k").isInteger(0);
  }

  @Test
  void noLimitOnStringsIsBeyondWhatAnArrayHolds() {
    run("CONFIG SET proto-max-bulk-len 1024gb").isOk();

    run("SETBIT k 17179869184 1").isError(NO_OFFSET);
    run("BITFIELD k GET u63 #9223372036854775807").isError(NO_OFFSET);
    run("BITFIELD k GET u63 17179868000").is("*[:0]");
  }

  @Test
  void growingBitByBitCopiesLittle() {
    for (int i = 0; i < 100_000; i++) {
      run("SETBIT k " + 8 * i + " 1").isInteger(0);
    }

    run("BITCOUNT k").isInteger(100_000);
    run("STRLEN k").isInteger(100_000);
  }
}
