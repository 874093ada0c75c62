package dev.redstart.engine.persistence;

import dev.redstart.engine.value.DataWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits in memory to be written to a file, in pieces: one buffer for all would be copied
 * whenever it has to grow, while everybody waits. Any thread.
 */
final class Pending<W extends DataWriter<W>> {

  /** A piece is full that has so many bytes. */
  private static final int PIECE = 1 << 16;

  private final Supplier<W> inMemory;
  private final Deque<W> pieces = new ArrayDeque<>();
  private long bytes;

  Pending(Supplier<W> inMemory) {
    this.inMemory = inMemory;
  }

  /** Adds what {@code content} writes; true where that has filled a piece. */
  synchronized boolean add(Consumer<W> content) {
    W last = pieces.peekLast();
    if (last == null || last.size() >= PIECE) {
      last = inMemory.get();
      pieces.add(last);
    }
    int before = last.size();
    content.accept(last);
    bytes += last.size() - before;
    return last.size() >= PIECE;
  }

  /** How many bytes wait. */
  synchronized long bytes() {
    return bytes;
  }

  /** The piece that has waited longest, which waits no more. */
  synchronized @Nullable W take() {
    W first = pieces.poll();
    bytes -= first == null ? 0 : first.size();
    return first;
  }

  synchronized boolean isEmpty() {
    return pieces.isEmpty();
  }
}
