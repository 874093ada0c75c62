package dev.redstart.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.memory.Pool.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolTest {

  @Test
  void keepsTheSixteenColdestInOrder() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    Pool pool = new Pool();
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long coldness = random.nextInt(1000);
      all.add(coldness);
      if (pool.wants(coldness)) {
        pool.offer(new Candidate(0, Bytes.of("k" + i), coldness));
      }
    }
    all.sort((a, b) -> Long.compare(b, a));
    for (int i = 0; i < 16; i++) {
      assertThat(Objects.requireNonNull(pool.take()).coldness())
          .as("seed %d", seed)
          .isEqualTo(all.get(i));
    }
    assertThat(pool.take()).isNull();
  }

  @Test
  void hasEachKeyOnce() {
    Pool pool = new Pool();
    pool.offer(new Candidate(0, Bytes.of("k"), 1));
    pool.offer(new Candidate(0, Bytes.of("k"), 2));
    pool.offer(new Candidate(1, Bytes.of("k"), 1));
    pool.take();
    pool.take();
    assertThat(pool.isEmpty()).isTrue();
  }
}
