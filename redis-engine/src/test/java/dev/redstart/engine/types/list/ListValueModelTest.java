package dev.redstart.engine.types.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list against java.util's, under random changes, for limits that make nodes small and large. */
class ListValueModelTest {

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Bytes> model = new ArrayList<>();
  private ListValue list = new ListValue();
  private int limit;

  @AfterEach
  void tellTheSeed() {
    assertThat(seed).as("to repeat this, -Dseed=%d", seed).isEqualTo(seed);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 16, 128, 100_000, -1, -2, -5, -7})
  void everyChangeIsTheModels(int newLimit) {
    limit = newLimit;
    for (int step = 0; step < 1500; step++) {
      int goal = step % 500 < 300 ? 60 : 3;
      if (model.size() < goal ? random.nextInt(10) < 7 : random.nextInt(10) < 3) {
        add();
      } else if (!model.isEmpty()) {
        change();
      }
      assertSame(step);
    }
  }

  private void add() {
    Bytes element = element();
    list.makeRoom(element, limit);
    int where = random.nextInt(3);
    if (where == 0 || model.isEmpty()) {
      list.push(element, true);
      model.add(0, element);
    } else if (where == 1) {
      list.push(element, false);
      model.add(element);
    } else {
      int at = random.nextInt(model.size());
      boolean after = random.nextBoolean();
      list.insert(list.cursor(at, true), element, after);
      model.add(after ? at + 1 : at, element);
    }
  }

  private void change() {
    switch (random.nextInt(6)) {
      case 0 -> assertThat(list.pop(true)).isEqualTo(model.remove(0));
      case 1 -> assertThat(list.pop(false)).isEqualTo(model.remove(model.size() - 1));
      case 2, 3 -> set();
      case 4 -> removeRange();
      default -> removeSome();
    }
    list.shrink(limit);
  }

  private void set() {
    int at = random.nextInt(model.size());
    Bytes element = element();
    list.makeRoom(element, limit);
    assertThat(list.set(random.nextBoolean() ? at : at - model.size(), element)).isTrue();
    model.set(at, element);
  }

  private void removeRange() {
    int from = random.nextInt(model.size());
    int count = random.nextInt(Math.min(5, model.size() - from) + 1);
    list.removeRange(from, count);
    model.subList(from, from + count).clear();
  }

  private void removeSome() {
    boolean forward = random.nextBoolean();
    int at = random.nextInt(model.size());
    ListCursor cursor = list.cursor(at, forward);
    for (int i = 0; i < 3 && cursor.valid(); i++) {
      assertThat(cursor.get()).isEqualTo(model.get(at));
      if (random.nextBoolean()) {
        cursor.remove();
        model.remove(at);
        at -= forward ? 0 : 1;
      } else {
        cursor.advance();
        at += forward ? 1 : -1;
      }
    }
  }

  private void assertSame(int step) {
    assertThat(list.size()).as("seed %d, step %d", seed, step).isEqualTo(model.size());
    List<Bytes> seen = new ArrayList<>();
    list.forEachElement(seen::add);
    assertThat(seen).as("seed %d, step %d", seed, step).isEqualTo(model);
    List<Bytes> backwards = new ArrayList<>();
    for (ListCursor c = list.cursor(-1, false); c.valid(); c.advance()) {
      backwards.add(c.get());
    }
    Collections.reverse(backwards);
    assertThat(backwards).as("seed %d, step %d", seed, step).isEqualTo(model);
    if (!model.isEmpty()) {
      int at = random.nextInt(model.size());
      assertThat(list.get(at)).isEqualTo(model.get(at));
      assertThat(list.get(at - model.size())).isEqualTo(model.get(at));
    }
    if (step % 100 == 0) {
      list = list.copy();
    }
  }

  private Bytes element() {
    return switch (random.nextInt(20)) {
      case 0 -> Bytes.wrap(new byte[4000 + random.nextInt(400)]);
      case 1 -> Bytes.wrap(new byte[8180 + random.nextInt(30)]);
      case 2, 3, 4 -> Bytes.of(random.nextLong());
      default -> Bytes.of("e" + random.nextInt(1000));
    };
  }
}
