package dev.redstart.engine.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  private static final class Counted extends Dictionary.Node {

    final int value;

    Counted(Bytes key, int value) {
      super(key);
      this.value = value;
    }
  }

  @Test
  void doesWhatAMapDoes() {
    Seeds.run(
        random -> {
          for (int range : new int[] {8, 300, 20_000}) {
            compareWithMap(random, range);
          }
        });
  }

  private static void compareWithMap(Random random, int range) {
    Dictionary<Counted> dictionary = new Dictionary<>();
    Map<Bytes, Integer> model = new HashMap<>();
    for (int round = 0; round < 6; round++) {
      int removals = random.nextInt(1, 10);
      for (int i = 0; i < range * 4; i++) {
        Bytes key = Bytes.of("key:" + random.nextInt(range));
        if (random.nextInt(10) < removals) {
          Counted gone = dictionary.remove(key);
          Integer value = model.remove(key);
          assertThat(gone == null ? null : (Integer) gone.value).isEqualTo(value);
        } else {
          put(dictionary, model, new Counted(key, random.nextInt()), random.nextBoolean());
        }
        assertThat(dictionary.size()).isEqualTo(model.size());
      }
      assertThat(contents(dictionary)).isEqualTo(model);
      model.forEach((key, value) -> assertThat(dictionary.find(key).value).isEqualTo(value));
      assertThat(dictionary.find(Bytes.of("absent"))).isNull();
    }
    dictionary.clear();
    assertThat(dictionary).isEmpty();
    assertThat(dictionary.size()).isZero();
  }

  private static void put(
      Dictionary<Counted> dictionary, Map<Bytes, Integer> model, Counted fresh, boolean replace) {
    Counted old = dictionary.find(fresh.name());
    if (old == null) {
      dictionary.add(fresh);
    } else if (replace) {
      dictionary.replace(old, fresh);
    } else {
      dictionary.delete(old);
      dictionary.add(fresh);
    }
    model.put(fresh.name(), fresh.value);
  }

  private static Map<Bytes, Integer> contents(Dictionary<Counted> dictionary) {
    Map<Bytes, Integer> visited = new HashMap<>();
    dictionary.forEach(node -> assertThat(visited.put(node.name(), node.value)).isNull());
    Map<Bytes, Integer> iterated = new HashMap<>();
    for (Counted node : dictionary) {
      assertThat(iterated.put(node.name(), node.value)).isNull();
    }
    assertThat(iterated).isEqualTo(visited);
    return visited;
  }

  @Test
  void replacesAnEntryByItself() {
    Dictionary<Dictionary.Node> dictionary = filled(10);
    Dictionary.Node node = dictionary.find(key(3));
    dictionary.replace(node, node);
    assertThat(dictionary).hasSize(10);
  }

  @Test
  void scanMeetsAllThatStaysWhileGrowingAndShrinking() {
    Seeds.run(
        random -> {
          for (int run = 0; run < 60; run++) {
            scanUnderChange(random, random.nextInt(1, 3000));
          }
        });
  }

  private static void scanUnderChange(Random random, int steady) {
    Dictionary<Dictionary.Node> dictionary = filled(steady);
    int high = steady + random.nextInt(20_000);
    int others = steady;
    int goal = random.nextBoolean() ? high : steady;
    if (goal == steady) {
      others = addUpTo(dictionary, others, high);
    }
    Set<Bytes> met = new HashSet<>();
    int pace = random.nextInt(1, 30);
    long cursor = 0;
    do {
      cursor = dictionary.scan(cursor, node -> met.add(node.name()));
      for (int i = random.nextInt(pace); i > 0; i--) {
        if (others == goal) {
          goal = random.nextInt(steady, high + 1);
        } else if (others < goal) {
          others = addUpTo(dictionary, others, others + 1);
        } else {
          dictionary.remove(key(--others));
        }
      }
    } while (cursor != 0);
    for (int i = 0; i < steady; i++) {
      assertThat(met.contains(key(i))).isTrue();
    }
  }

  @Test
  void scanMeetsEachOnceWhereNothingChanges() {
    for (int size : new int[] {0, 1, 5, 100, 3077, 4096, 5000}) {
      Dictionary<Dictionary.Node> dictionary = filled(size);
      List<Bytes> met = new ArrayList<>();
      long cursor = 0;
      do {
        cursor = dictionary.scan(cursor, node -> met.add(node.name()));
      } while (cursor != 0);
      assertThat(met).hasSize(size).doesNotHaveDuplicates();
    }
  }

  @Test
  void scanTakesAnyCursor() {
    Dictionary<Dictionary.Node> dictionary = filled(100);
    for (long cursor : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 77}) {
      dictionary.scan(cursor, node -> {});
    }
  }

  @Test
  void randomIsUniform() {
    Seeds.run(
        random -> {
          for (int size : new int[] {1, 2, 7, 100, 1000}) {
            assertUniform(filled(size), size, random);
          }
          Dictionary<Dictionary.Node> sparse = filled(4000);
          for (int i = 1000; i < 4000; i++) {
            sparse.remove(key(i));
          }
          assertUniform(sparse, 1000, random);
        });
  }

  /** The histogram's chi-square stays within five deviations of what chance gives. */
  private static void assertUniform(
      Dictionary<Dictionary.Node> dictionary, int size, Random random) {
    Map<Bytes, Integer> histogram = new HashMap<>();
    int each = 100;
    for (int i = 0; i < size * each; i++) {
      histogram.merge(dictionary.random(random).name(), 1, Integer::sum);
    }
    double chiSquare = 0;
    for (int i = 0; i < size; i++) {
      double off = histogram.getOrDefault(key(i), 0) - each;
      chiSquare += off * off / each;
    }
    assertThat(chiSquare).isLessThan(size - 1 + 5 * Math.sqrt(2.0 * size) + 10);
  }

  @Test
  void samplesDifferentNodes() {
    Dictionary<Dictionary.Node> dictionary = filled(100);
    Random random = new Random(1);
    for (int count : new int[] {0, 1, 5, 99, 100, 1000}) {
      List<Bytes> sample = new ArrayList<>();
      dictionary.sample(random, count, node -> sample.add(node.name()));
      assertThat(sample).hasSize(Math.min(count, 100)).doesNotHaveDuplicates();
    }
    new Dictionary<>().sample(random, 5, node -> assertThat(node).isNull());
  }

  @Test
  void givesItsTableBackWhenEmptied() {
    Dictionary<Dictionary.Node> dictionary = filled(200_000);
    long full = dictionary.tableBytes();
    assertThat(full).isBetween(800_000L, 1_200_000L);
    for (int i = 0; i < 199_990; i++) {
      assertThat(dictionary.remove(key(i))).isNotNull();
    }
    assertThat(dictionary.tableBytes()).isLessThan(1_000);
    assertThat(dictionary).hasSize(10);
  }

  private static Dictionary<Dictionary.Node> filled(int size) {
    Dictionary<Dictionary.Node> dictionary = new Dictionary<>();
    addUpTo(dictionary, 0, size);
    return dictionary;
  }

  private static int addUpTo(Dictionary<Dictionary.Node> dictionary, int from, int to) {
    for (int i = from; i < to; i++) {
      dictionary.add(new Dictionary.Node(key(i)));
    }
    return to;
  }

  private static Bytes key(int i) {
    return Bytes.of("key:" + i);
  }
}
