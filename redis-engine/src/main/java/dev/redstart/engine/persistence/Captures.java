package dev.redstart.engine.persistence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one capture that there can be at a time. */
final class Captures {

  private final Snapshot snapshot;
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile @Nullable Capture current;

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
   * @param onEnd runs when it has been closed
   */
  @Nullable Capture begin(Snapshot.Origin origin, long now, Runnable onEnd) {
    if (current != null) {
      return null;
    }
    Capture capture = snapshot.capture(origin, now, () -> ended(onEnd));
    current = capture;
    return capture;
  }

  /** The capture that runs. */
  @Nullable Capture current() {
    return current;
  }

  private void ended(Runnable onEnd) {
    current = null;
    onEnd.run();
    waiting.forEach(Runnable::run);
  }
}
