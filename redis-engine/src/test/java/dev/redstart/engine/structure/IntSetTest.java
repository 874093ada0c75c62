package dev.redstart.engine.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntSetTest {

  @Test
  void doesWhatASortedSetDoes() {
    Seeds.run(
        random -> {
          for (int run = 0; run < 200; run++) {
            IntSet set = new IntSet();
            TreeSet<Long> model = new TreeSet<>();
            int shift = random.nextInt(64);
            for (int i = random.nextInt(600); i > 0; i--) {
              change(set, model, number(random, shift, model), random.nextInt(3) > 0);
            }
            compare(set, model, random);
          }
        });
  }

  private static long number(Random random, int shift, TreeSet<Long> model) {
    if (!model.isEmpty() && random.nextInt(3) == 0) {
      return random.nextBoolean() ? model.first() : model.last();
    }
    return random.nextLong() >> shift;
  }

  private static void change(IntSet set, TreeSet<Long> model, long number, boolean add) {
    assertThat(set.contains(number)).isEqualTo(model.contains(number));
    if (add) {
      assertThat(set.add(number)).isEqualTo(model.add(number));
    } else {
      assertThat(set.remove(number)).isEqualTo(model.remove(number));
    }
    assertThat(set.size()).isEqualTo(model.size());
  }

  private static void compare(IntSet set, TreeSet<Long> model, Random random) {
    List<Long> contents = new ArrayList<>();
    set.forEach(contents::add);
    assertThat(contents).isEqualTo(new ArrayList<>(model));
    byte[] image = set.toBytes();
    assertThat(image).hasSize(set.byteSize());
    assertThat(IntSet.of(image).toBytes()).isEqualTo(image);
    assertThat(set.copy().toBytes()).isEqualTo(image);
    if (!model.isEmpty()) {
      assertThat(set.min()).isEqualTo(model.first());
      assertThat(set.max()).isEqualTo(model.last());
      assertThat(model).contains(set.random(random));
    }
  }

  @Test
  void hasTheImageThatRedisHas() {
    IntSet set = new IntSet();
    set.add(5);
    set.add(-1);
    assertThat(hex(set)).isEqualTo("02000000" + "02000000" + "ffff" + "0500");
    set.add(70_000);
    assertThat(hex(set)).isEqualTo("04000000" + "03000000" + "ffffffff" + "05000000" + "70110100");
    set.add(1L << 40);
    set.remove(1L << 40);
    set.remove(70_000);
    set.remove(5);
    assertThat(hex(set)).isEqualTo("08000000" + "01000000" + "ffffffffffffffff");
  }

  @Test
  void refusesCorruptImages() {
    for (String image :
        List.of(
            "",
            "0200000001000000",
            "03000000010000000500",
            "020000000200000005000500",
            "020000000200000005000400",
            "02000000ffffffff0500",
            "0200000001000000050000")) {
      assertThatThrownBy(() -> IntSet.of(HexFormat.of().parseHex(image)))
          .isInstanceOf(CorruptImageException.class);
    }
  }

  private static String hex(IntSet set) {
    return HexFormat.of().formatHex(set.toBytes());
  }
}
