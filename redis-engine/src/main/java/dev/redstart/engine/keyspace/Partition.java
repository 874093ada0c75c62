package dev.redstart.engine.keyspace;

import dev.redstart.engine.structure.Dictionary;
import org.jspecify.annotations.Nullable;

/** The keys of one shard in one database, with their deadlines. Guarded by the shard's lock. */
final class Partition {

  final Dictionary<Entry> entries = new Dictionary<>();
  @Nullable DeadlineWheel wheel;

  int expiring() {
    DeadlineWheel w = wheel;
    return w == null ? 0 : w.size();
  }

  void unschedule(Entry entry) {
    Deadline old = entry.deadline;
    DeadlineWheel w = wheel;
    if (old != null && w != null) {
      w.remove(old);
      entry.deadline = null;
    }
  }

  void schedule(Entry entry, long at, long now) {
    unschedule(entry);
    DeadlineWheel w = wheel;
    if (w == null) {
      w = new DeadlineWheel(now);
      wheel = w;
    }
    Deadline deadline = new Deadline(entry, at);
    entry.deadline = deadline;
    w.add(deadline);
  }

  void clear() {
    entries.clear();
    wheel = null;
  }
}
