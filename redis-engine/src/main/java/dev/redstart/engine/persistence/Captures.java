package dev.redstart.engine.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The one capture that there can be at a time. */
final class Captures {

  private final Snapshot snapshot;
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile @Nullable Capture<?> current;
  private final LongAdder begun = new LongAdder();

  Captures(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Calls {@code then}, with no lock held, whenever one has ended. To be said before the start. */
  void whenFree(Runnable then) {
    waiting.add(then);
  }

  /**
   * Captures all data as they are now; null while a capture runs. All shards are locked.
   *
   * @param rdb in that form, else in the form of commands
   * @param onEnd is told that it has been closed
   */
  @Nullable Capture<?> begin(Snapshot.Origin origin, long now, boolean rdb, Runnable onEnd) {
    if (current != null) {
      return null;
    }
    Runnable end = () -> ended(onEnd);
    Capture<?> capture =
        rdb
            ? snapshot.capture(origin, now, end)
            : snapshot.captureCommands(origin.pace(), now, end);
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
