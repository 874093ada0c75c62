package dev.redstart.engine.structure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws some of a number of things by chance, without putting any back: each choice is as likely as
 * any other of its size. Ask {@link #take} of one thing after the other.
 */
public final class Drawing {

  /*
   * Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): the next of the n things left is taken with probability k / n
   * where k are still wanted. It takes a pass over everything, hence a dictionary that is much bigger than what is wanted
   * is asked for random nodes instead, until enough of them are different.
   */

  private static final int DENSE = 3;

  private final RandomGenerator random;
  private int wanted;
  private int left;

  /** Of {@code total} things, {@code wanted} will be taken, or all where there aren't as many. */
  public Drawing(int wanted, int total, RandomGenerator random) {
    this.random = random;
    this.wanted = wanted;
    this.left = total;
  }

  /** True where the next thing is one of those that are drawn. */
  public boolean take() {
    boolean yes = wanted > 0 && (wanted >= left || random.nextInt(left) < wanted);
    left--;
    if (yes) {
      wanted--;
    }
    return yes;
  }

  /** True once nothing more is wanted. */
  public boolean done() {
    return wanted == 0;
  }

  /** {@code count} different nodes of a dictionary, or all where there aren't as many. */
  public static <N extends Dictionary.Node> List<N> nodes(
      Dictionary<N> dictionary, int count, RandomGenerator random) {
    int size = dictionary.size();
    List<N> drawn = new ArrayList<>(Math.min(count, size));
    if (count > size / DENSE) {
      Drawing drawing = new Drawing(count, size, random);
      dictionary.forEach(
          node -> {
            if (drawing.take()) {
              drawn.add(node);
            }
          });
      return drawn;
    }
    Set<N> seen = Collections.newSetFromMap(new IdentityHashMap<>(count));
    while (drawn.size() < count) {
      N node = dictionary.random(random);
      if (seen.add(node)) {
        drawn.add(node);
      }
    }
    return drawn;
  }
}
