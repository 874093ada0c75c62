package dev.redstart.engine.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankedTreeTest {

  private static final Comparator<ScoredMember> ORDER =
      Comparator.comparingDouble((ScoredMember m) -> m.score()).thenComparing(ScoredMember::name);

  private final RankedTree tree = new RankedTree();

  /** The members in any order; sorted where needed. */
  private final List<ScoredMember> model = new ArrayList<>();

  private int named;

  @Test
  void doesWhatASortedListDoes() {
    Seeds.run(
        random -> {
          for (int run = 0; run < 25; run++) {
            tree.clear();
            model.clear();
            grow(random, random.nextInt(1, 9000), run % 3);
            compare(random);
            shrink(random);
            compare(random);
            grow(random, 300, run % 3);
            compare(random);
          }
        });
  }

  private void grow(Random random, int count, int kind) {
    int scores = random.nextInt(1, 1000);
    for (int i = 0; i < count; i++) {
      double score =
          switch (kind) {
            case 0 -> i;
            case 1 -> -i;
            default -> random.nextInt(scores);
          };
      add(score);
      if (random.nextInt(3) == 0) {
        ScoredMember member = model.get(random.nextInt(model.size()));
        double near = member.score() + random.nextInt(-2, 3) * (random.nextBoolean() ? 1 : 1e6);
        tree.update(member, near);
      }
      if (random.nextInt(20) == 0) {
        tree.delete(take(random));
      }
    }
  }

  private void add(double score) {
    ScoredMember member = new ScoredMember(Bytes.of("m" + named++), score);
    tree.insert(member);
    model.add(member);
  }

  private ScoredMember take(Random random) {
    int index = random.nextInt(model.size());
    ScoredMember last = model.remove(model.size() - 1);
    return index == model.size() ? last : model.set(index, last);
  }

  private void shrink(Random random) {
    for (int i = random.nextInt(6); i > 0 && !model.isEmpty(); i--) {
      model.sort(ORDER);
      int from = random.nextInt(model.size());
      int to = random.nextInt(from, model.size() + 1);
      if (random.nextBoolean()) {
        to = Math.min(to, from + 200);
      }
      List<ScoredMember> gone = new ArrayList<>();
      tree.deleteRange(from, to, gone::add);
      List<ScoredMember> range = model.subList(from, to);
      assertThat(gone).isEqualTo(range);
      range.clear();
      compare(random);
    }
    for (int i = random.nextInt(2 * model.size() + 1); i > 0 && !model.isEmpty(); i--) {
      tree.delete(take(random));
    }
  }

  private void compare(Random random) {
    model.sort(ORDER);
    assertThat(tree.size()).isEqualTo(model.size());
    List<ScoredMember> up = new ArrayList<>();
    tree.ascending(0).forEachRemaining(up::add);
    assertThat(up).isEqualTo(model);
    for (int i = 0; i < 50 && !model.isEmpty(); i++) {
      int rank = random.nextInt(model.size());
      ScoredMember member = model.get(rank);
      assertThat(tree.get(rank)).isSameAs(member);
      assertThat(tree.rank(member)).isEqualTo(rank);
      Iterator<ScoredMember> down = tree.descending(rank);
      Iterator<ScoredMember> on = tree.ascending(rank);
      for (int j = 0; j < 100; j++) {
        assertThat(next(down)).isSameAs(at(rank - j));
        assertThat(next(on)).isSameAs(at(rank + j));
      }
      compareCounts(member.score() + (random.nextInt(3) - 1) * 0.5);
    }
  }

  private void compareCounts(double score) {
    assertThat(tree.countBelow(score, false))
        .isEqualTo((int) model.stream().filter(m -> m.score() < score).count());
    assertThat(tree.countBelow(score, true))
        .isEqualTo((int) model.stream().filter(m -> m.score() <= score).count());
  }

  private static ScoredMember next(Iterator<ScoredMember> iterator) {
    return iterator.hasNext() ? iterator.next() : null;
  }

  private ScoredMember at(int rank) {
    return rank >= 0 && rank < model.size() ? model.get(rank) : null;
  }

  @Test
  void countsByNameWhereScoresAreTheSame() {
    for (int i = 0; i < 5000; i++) {
      add(1);
    }
    model.sort(ORDER);
    for (int i = 0; i < 5000; i += 7) {
      assertThat(tree.countBelow(model.get(i).name(), false)).isEqualTo(i);
      assertThat(tree.countBelow(model.get(i).name(), true)).isEqualTo(i + 1);
    }
    assertThat(tree.countBelow(Bytes.EMPTY, true)).isZero();
    assertThat(tree.countBelow(Bytes.of("z"), false)).isEqualTo(5000);
  }

  @Test
  void ordersNamesByUnsignedBytesAndZerosAsEqual() {
    ScoredMember high = new ScoredMember(Bytes.wrap(new byte[] {(byte) 0x80}), -0.0);
    ScoredMember low = new ScoredMember(Bytes.of("a"), 0.0);
    ScoredMember least = new ScoredMember(Bytes.of("z"), Double.NEGATIVE_INFINITY);
    ScoredMember most = new ScoredMember(Bytes.of("b"), Double.POSITIVE_INFINITY);
    for (ScoredMember member : List.of(high, most, low, least)) {
      tree.insert(member);
    }
    List<ScoredMember> up = new ArrayList<>();
    tree.ascending(0).forEachRemaining(up::add);
    assertThat(up).containsExactly(least, low, high, most);
    assertThat(tree.countBelow(0, false)).isEqualTo(1);
    assertThat(tree.countBelow(Double.POSITIVE_INFINITY, false)).isEqualTo(3);
  }

  @Test
  void staysShallowWhateverIsRemoved() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      add(random.nextDouble());
    }
    model.sort(ORDER);
    for (int rank = 190_000; rank >= 0; rank -= 100) {
      tree.deleteRange(rank + 1, rank + 100, gone -> {});
    }
    long started = System.nanoTime();
    int visited = 0;
    for (Iterator<ScoredMember> i = tree.ascending(0); i.hasNext(); i.next()) {
      visited++;
    }
    assertThat(visited).isEqualTo(tree.size());
    tree.deleteRange(0, tree.size(), gone -> {});
    assertThat(tree.isEmpty()).isTrue();
    assertThat(System.nanoTime() - started).isLessThan(2_000_000_000L);
  }

  @Test
  void refusesRanksAndMembersThatAreNotThere() {
    add(1);
    assertThat(tree.ascending(1).hasNext()).isFalse();
    assertThat(tree.descending(-1).hasNext()).isFalse();
    assertThatThrownBy(() -> tree.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.deleteRange(0, 2, gone -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    ScoredMember stranger = new ScoredMember(Bytes.of("x"), 1);
    assertThatThrownBy(() -> tree.delete(stranger)).isInstanceOf(IllegalStateException.class);
  }
}
