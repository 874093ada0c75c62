package dev.redstart.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void percentilesAreTrueToOnePercent() {
    long seed = Long.getLong("seed", 7);
    Random random = new Random(seed);
    Durations durations = new Durations();
    long[] all = new long[10_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) Math.exp(random.nextDouble() * Math.log(1e9));
      durations.add(all[i], 1);
    }
    Arrays.sort(all);
    for (double percent : new double[] {1, 50, 90, 99, 99.9, 100}) {
      long exact = all[(int) Math.ceil(percent / 100 * all.length) - 1];
      assertThat((double) durations.percentile(percent))
          .as("seed %d, p%s", seed, percent)
          .isCloseTo(exact, within(Math.max(1, exact * 0.01)));
    }
    assertThat(durations.count()).isEqualTo(all.length);
  }

  @Test
  void stepsDoubleAndAddUp() {
    Durations durations = new Durations();
    durations.add(500, 1);
    durations.add(8_000, 16);
    durations.add(16_100_000, 1);
    assertThat(durations.cumulative()).isEqualTo(Map.of(1L, 1L, 8L, 17L, 16_908L, 18L));
    durations.add(Long.MAX_VALUE, 1);
    durations.add(-5, 1);
    assertThat(durations.count()).isEqualTo(20);
    assertThat(durations.cumulative().values()).contains(20L);
  }
}
