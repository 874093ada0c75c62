package dev.redstart.engine.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one capture that there can be at a time. */
final class Captures {

  private final List<Runnable> waiting = new ArrayList<>();
  private volatile @Nullable Capture<?> current;
  private final LongAdder begun = new LongAdder();

  /** Calls {@code then}, with no lock held, whenever one has ended. To be said before the start. */
  void whenFree(Runnable then) {
    waiting.add(then);
  }

  /**
   * Captures all data as they are now; null while a capture runs. All shards are locked.
   *
   * @param how begins it, given whom to tell that it has been closed
   * @param onEnd is told, too
   */
  @Nullable Capture<?> begin(Function<Runnable, Capture<?>> how, Runnable onEnd) {
    if (current != null) {
      return null;
    }
    Capture<?> capture = how.apply(() -> ended(onEnd));
    current = capture;
    begun.increment();
    return capture;
  }

  /** How many have begun. */
  long begun() {
    return begun.sum();
  }

  /** The capture that runs. */
  @Nullable Capture<?> current() {
    return current;
  }

  private void ended(Runnable onEnd) {
    current = null;
    onEnd.run();
    waiting.forEach(Runnable::run);
  }
}
