package dev.redstart.engine.types.hash;

import dev.redstart.engine.types.hash.TimedTableHash.TimedField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields by their deadlines, the soonest first: a heap whose elements know their places. */
final class FieldQueue {

  private static final int SMALLEST = 8;

  private @Nullable TimedField[] heap = new @Nullable TimedField[SMALLEST];
  private int size;

  long heapBytes() {
    // Four for each slot, and sixteen more for each field that is in one.
    return 16 + 4L * heap.length + 16L * size;
  }

  @Nullable TimedField first() {
    return heap[0];
  }

  /** Gives {@code field} a deadline in place of the one it may have. */
  void put(TimedField field, long at) {
    if (field.place < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size + (size >> 1));
      }
      set(size, field);
      size++;
    }
    field.at = at;
    settle(field);
  }

  /** Takes the deadline of {@code field} away, which must be here. */
  void remove(TimedField field) {
    int hole = field.place;
    field.place = -1;
    size--;
    TimedField last = heap[size];
    heap[size] = null;
    if (last != null && hole < size) {
      set(hole, last);
      settle(last);
    }
    if (heap.length > SMALLEST && size < heap.length >> 2) {
      heap = Arrays.copyOf(heap, Math.max(SMALLEST, heap.length >> 1));
    }
  }

  /** Moves {@code field} to where its deadline belongs. */
  private void settle(TimedField field) {
    int place = field.place;
    while (place > 0 && comesBefore(field, (place - 1) >> 1)) {
      place = pull((place - 1) >> 1, place);
    }
    for (int child = sooner(place); comesAfter(field, child); child = sooner(place)) {
      place = pull(child, place);
    }
    set(place, field);
  }

  private boolean comesBefore(TimedField field, int place) {
    TimedField other = heap[place];
    return other != null && field.at < other.at;
  }

  private boolean comesAfter(TimedField field, int place) {
    TimedField other = place < size ? heap[place] : null;
    return other != null && other != field && field.at > other.at;
  }

  /** The child of a place whose deadline is sooner, where there is one. */
  private int sooner(int place) {
    int child = 2 * place + 1;
    TimedField left = child < size ? heap[child] : null;
    TimedField right = child + 1 < size ? heap[child + 1] : null;
    return left != null && right != null && right.at < left.at ? child + 1 : child;
  }

  private int pull(int from, int to) {
    TimedField moved = heap[from];
    if (moved != null) {
      set(to, moved);
    }
    return from;
  }

  private void set(int place, TimedField field) {
    heap[place] = field;
    field.place = place;
  }
}
