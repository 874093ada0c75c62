package dev.redstart.engine.keyspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one slot of a wheel, first come first served as long as none is taken out from
 * among them. Guarded as its wheel.
 */
final class DeadlineSlot {

  private static final int SMALLEST = 4;

  /** Those from {@link #first} up to {@link #end} are in use. */
  private @Nullable Deadline[] deadlines = new @Nullable Deadline[SMALLEST];

  private int first;
  private int end;

  int size() {
    return end - first;
  }

  void add(Deadline deadline) {
    if (end == deadlines.length) {
      makeRoom();
    }
    put(end++, deadline);
  }

  /** Takes out {@code deadline}, which is here; the last one moves to its place. */
  void remove(Deadline deadline) {
    Deadline last = get(--end);
    put(deadline.index, last);
    deadlines[end] = null;
    deadline.slot = null;
    settle();
  }

  /** Takes out the first one; there must be one. */
  Deadline take() {
    Deadline taken = get(first);
    deadlines[first++] = null;
    taken.slot = null;
    settle();
    return taken;
  }

  /** The one that {@code before} others come before. */
  Deadline peek(int before) {
    return get(first + before);
  }

  /** Those that are due at {@code now}, in their order. */
  List<Deadline> until(long now) {
    List<Deadline> found = new ArrayList<>(0);
    for (int i = first; i < end; i++) {
      Deadline deadline = deadlines[i];
      if (deadline != null && deadline.at <= now) {
        found.add(deadline);
      }
    }
    return found;
  }

  /** Takes out all, and hands them over in their order. */
  void empty(Consumer<Deadline> each) {
    @Nullable Deadline[] all = deadlines;
    int from = first;
    int to = end;
    deadlines = new @Nullable Deadline[SMALLEST];
    first = 0;
    end = 0;
    for (int i = from; i < to; i++) {
      Deadline deadline = all[i];
      if (deadline != null) {
        deadline.slot = null;
        each.accept(deadline);
      }
    }
  }

  private void put(int index, Deadline deadline) {
    deadlines[index] = deadline;
    deadline.slot = this;
    deadline.index = index;
  }

  private Deadline get(int index) {
    Deadline deadline = deadlines[index];
    if (deadline == null) {
      throw new IllegalStateException("no deadline at " + index);
    }
    return deadline;
  }

  /** Gives back room when nothing, or next to nothing, is left. */
  private void settle() {
    if (first == end) {
      first = 0;
      end = 0;
    }
    if (deadlines.length > SMALLEST && size() < deadlines.length >> 2) {
      move(Math.max(SMALLEST, deadlines.length >> 1));
    }
  }

  private void makeRoom() {
    int length = deadlines.length;
    move(size() > length >> 1 ? length + (length >> 1) : length);
  }

  private void move(int room) {
    @Nullable Deadline[] old = deadlines;
    int count = size();
    deadlines = Arrays.copyOfRange(old, first, first + room);
    Arrays.fill(deadlines, count, room, null);
    first = 0;
    end = count;
    for (int i = 0; i < count; i++) {
      Deadline deadline = deadlines[i];
      if (deadline != null) {
        deadline.index = i;
      }
    }
  }
}
