package dev.redstart.jobs.board;

import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queues that are shown: those that are named, or all that are found. Finding them goes through
 * all keys, and is done at most once a minute.
 */
final class ShownQueues {

  private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

  private final JobQueues queues;
  private final SortedSet<String> named;
  private @Nullable SortedSet<String> found;
  private long foundAt;

  ShownQueues(JobQueues queues, List<String> named) {
    this.queues = queues;
    this.named = new TreeSet<>(named);
  }

  /** The names of all, in order. */
  List<String> names() {
    if (!named.isEmpty()) {
      return List.copyOf(named);
    }
    SortedSet<String> all = new TreeSet<>(queues.known());
    all.addAll(found());
    return List.copyOf(all);
  }

  private synchronized SortedSet<String> found() {
    SortedSet<String> names = found;
    if (names == null || System.nanoTime() - foundAt > FRESH_NANOS) {
      names = queues.stored();
      found = names;
      foundAt = System.nanoTime();
    }
    return names;
  }

  JobQueue queue(String name) {
    if (!isShown(name)) {
      throw BoardException.missing("queue");
    }
    return queues.queue(name);
  }

  /** The queue of a request. */
  JobQueue queue(BoardRequest request) {
    return queue(request.text("queue"));
  }

  /** Asks for the one queue rather than for all: it may be new. */
  boolean isShown(String name) {
    return named.isEmpty()
        ? queues.known().contains(name) || queues.isStored(name)
        : named.contains(name);
  }

  /** What the keys of all queues begin with. */
  String prefix() {
    return queues.prefix();
  }
}
