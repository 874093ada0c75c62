package dev.redstart.engine.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingTest {

  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @CsvSource({"1,1", "1,10", "3,10", "9,10", "10,10", "2,40"})
  void eachNodeIsDrawnAsOftenAsAnyOther(int count, int size) {
    Seeds.run(
        random -> {
          Dictionary<Node> dictionary = new Dictionary<>();
          for (int i = 0; i < size; i++) {
            dictionary.add(new Node(Bytes.of(i)));
          }
          int[] times = new int[size];
          for (int round = 0; round < ROUNDS; round++) {
            List<Node> drawn = Drawing.nodes(dictionary, count, random);
            assertThat(drawn).hasSize(count).doesNotHaveDuplicates();
            drawn.forEach(node -> times[Integer.parseInt(node.name().toString())]++);
          }
          double expected = (double) ROUNDS * count / size;
          double sigma = Math.sqrt(expected * (1 - (double) count / size));
          for (int seen : times) {
            assertThat(Math.abs(seen - expected)).isLessThanOrEqualTo(6 * sigma);
          }
        });
  }

  @Test
  void eachPairIsDrawnAsOftenAsAnyOther() {
    Seeds.run(
        random -> {
          int[] times = new int[10];
          for (int round = 0; round < ROUNDS; round++) {
            Drawing drawing = new Drawing(2, 5, random);
            int pair = 0;
            for (int i = 0; i < 5; i++) {
              pair |= drawing.take() ? 1 << i : 0;
            }
            assertThat(drawing.done()).isTrue();
            times[indexOf(pair)]++;
          }
          for (int seen : times) {
            assertThat(seen).isBetween(ROUNDS / 10 - 260, ROUNDS / 10 + 260);
          }
        });
  }

  private static int indexOf(int pair) {
    int high = 31 - Integer.numberOfLeadingZeros(pair);
    return high * (high - 1) / 2 + Integer.numberOfTrailingZeros(pair);
  }

  @Test
  void whoeverWantsTooMuchGetsAll() {
    Seeds.run(
        random -> {
          Drawing drawing = new Drawing(7, 3, random);
          assertThat(List.of(drawing.take(), drawing.take(), drawing.take())).containsOnly(true);
          Dictionary<Node> dictionary = new Dictionary<>();
          dictionary.add(new Node(Bytes.of("a")));
          dictionary.add(new Node(Bytes.of("b")));
          Set<Node> all = new HashSet<>(Drawing.nodes(dictionary, 5, random));
          assertThat(all).hasSize(2);
        });
  }
}
