package dev.redstart.engine.types.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.EngineTest;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the differential lines can't see of HyperLogLogs: events, the log, forged bytes. */
class HyperLogLogCommandsTest extends EngineTest {

  private static final int FORGED = 4000;

  @Test
  void addingTellsOfWhatChanges() {
    run("PFADD h").isInteger(1);
    run("PFADD h").isInteger(0);
    run("PFADD h a b").isInteger(1);
    run("PFADD h a b").isInteger(0);
    run("PFMERGE d h").isOk();

    assertThat(engine.events()).containsExactly("$ pfadd h", "$ pfadd h", "$ pfadd d");
    assertThat(engine.log()).containsExactly("PFADD h", "PFADD h a b", "PFMERGE d h");
  }

  @Test
  void countingNotesTheCountWithoutAnEvent() {
    engine.given("PFADD h a b c");

    run("PFCOUNT h").isInteger(3);
    run("PFCOUNT h").isInteger(3);
    run("PFCOUNT h nokey").isInteger(3);

    assertThat(engine.events()).isEmpty();
    assertThat(engine.log()).containsExactly("PFCOUNT h");
  }

  @Test
  void aDirectiveBoundsTheSparseForm() {
    run("CONFIG SET hll-sparse-max-bytes 30").isOk();

    run("PFADD h a b c d").isInteger(1);
    run("PFDEBUG ENCODING h").is("+sparse");
    run("PFADD h e").isInteger(1);

    run("PFDEBUG ENCODING h").is("+dense");
    run("PFCOUNT h").isInteger(5);
  }

  @Test
  void countsWithinThePromisedError() {
    for (int i = 0; i < 100; i++) {
      run("PFADD h <<" + i * 1000 + ".." + (i * 1000 + 999) + ":u#>>");
    }

    assertThat((double) run("PFCOUNT h").reply().asLong()).isBetween(97_000.0, 103_000.0);
  }

  /** CVE-2025-32023: runs that are longer than there are registers. */
  @Test
  void forgedRunsAreRefusedOrHarmless() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < FORGED; i++) {
      String forged = CommandLine.quote(Bytes.wrap(forged(random)));
      assertThat(run("SET h " + forged).reply()).as("seed %d", seed).isEqualTo(Reply.ok());
      for (String call :
          new String[] {
            "PFCOUNT h",
            "PFCOUNT h g",
            "PFADD h a b c d e f",
            "PFMERGE d h",
            "PFMERGE h g",
            "PFDEBUG DECODE h",
            "PFDEBUG TODENSE h",
            "PFADD h <<1..50:x#>>",
            "PFCOUNT h"
          }) {
        assertHarmless(call, seed);
      }
      run("DEL d");
    }
  }

  private void assertHarmless(String call, long seed) {
    Reply reply = run(call).reply();
    if (reply instanceof Reply.Failure failure) {
      assertThat(failure.message())
          .as("%s, seed %d", call, seed)
          .matches("INVALIDOBJ .*|WRONGTYPE Key is not a valid.*|ERR HLL encoding is not sparse");
    }
  }

  private byte[] forged(Random random) {
    engine.given("DEL g", "PFADD g <<1.." + random.nextInt(60) + ":e#>>");
    Bytes honest = Objects.requireNonNull(run("GET g").reply().asBytes());
    byte[] bytes = honest.toArray();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(5) == 0 ? random.nextInt(16) : random.nextInt(bytes.length);
      bytes[at] = (byte) random.nextInt();
    }
    int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    return Bytes.wrap(bytes).slice(0, cut).toArray();
  }
}
