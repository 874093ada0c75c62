package dev.redstart.engine.scripting.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our Lua prints what Debian's {@code lua5.1} prints. */
class LuaDifferentialTest {

  private static final int PROGRAMS = 60;

  @TempDir private Path folder;

  @BeforeEach
  void needsTheOracle() {
    assumeTrue(LuaOracle.isThere(), "lua5.1 is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors", "functions", "numbers", "strings", "syntax", "tables"})
  void printsTheSame(String name) throws IOException, InterruptedException {
    try (InputStream in = getClass().getResourceAsStream("/lua/" + name + ".lua")) {
      assertThat(in).isNotNull();
      compare(name, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void randomProgramsPrintTheSame() throws IOException, InterruptedException {
    String given = System.getProperty("seed");
    int rounds = Integer.getInteger("rounds", 4);
    for (int round = 0; round < rounds; round++) {
      long seed = given == null ? System.nanoTime() : Long.parseLong(given) + round;
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      StringBuilder source = new StringBuilder(RandomPrograms.PRELUDE);
      for (int i = 0; i < PROGRAMS; i++) {
        source.append("run(").append(i).append(", function()\n");
        source.append(new RandomPrograms(random).program()).append("end)\n");
      }
      String text = source.toString();
      compare("-Dseed=" + seed, text);
    }
  }

  private void compare(String what, String source) throws IOException, InterruptedException {
    String[] ours = LuaRun.output(source).split("\n", -1);
    String[] theirs = LuaOracle.output(what, source, folder).split("\n", -1);
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      assertThat(ours[i]).as("%s, line %d of the output", what, i + 1).isEqualTo(theirs[i]);
    }
    assertThat(ours).as(what).hasSameSizeAs(theirs).hasSizeGreaterThan(PROGRAMS);
  }
}
