package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.exec.Watches.Watch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client watches and has queued. Belongs to the client's thread, but for {@link #spoil}. */
final class Transaction {

  private static final int PER_CALL = 24;
  private static final int PER_ARGUMENT = 40;
  private static final long PER_WATCH = 160;

  private final List<Watch> watches = new ArrayList<>(0);
  private @Nullable List<Queued> queue;
  private volatile long queuedBytes;
  private boolean aborted;
  private volatile boolean spoiled;

  /** One call that waits for EXEC. */
  static final class Queued {
    final Command command;
    final Bytes[] args;

    Queued(Command command, Bytes[] args) {
      this.command = command;
      this.args = args;
    }
  }

  List<Watch> watches() {
    return watches;
  }

  /** True between MULTI and EXEC or DISCARD. */
  boolean queueing() {
    return queue != null;
  }

  /** How many calls were queued, −1 where none can be. */
  int length() {
    return queue == null ? -1 : queue.size();
  }

  /** True where a queued call has that flag. */
  boolean has(Flag flag) {
    return queue != null && queue.stream().anyMatch(q -> q.command.has(flag, q.args));
  }

  /** True where a queued call may take long. */
  boolean hasScripts() {
    return queue != null
        && queue.stream().anyMatch(q -> q.command.group().equals(Executor.SCRIPTS));
  }

  void begin() {
    queue = new ArrayList<>();
  }

  void queue(Command command, Bytes[] args) {
    if (queue != null) {
      queue.add(new Queued(command, args));
      long bytes = queuedBytes + PER_CALL;
      for (Bytes arg : args) {
        bytes += arg.length() + PER_ARGUMENT;
      }
      queuedBytes = bytes;
    }
  }

  /** About what is kept for the queue and the watches. Any thread. */
  long bytes() {
    return queuedBytes + PER_WATCH * watches.size();
  }

  /** What was queued; the queue is closed. */
  List<Queued> take() {
    List<Queued> taken = queue;
    queue = null;
    queuedBytes = 0;
    aborted = false;
    return taken == null ? List.of() : taken;
  }

  /** A call could not be queued, so EXEC will refuse. */
  void abort() {
    aborted = true;
  }

  boolean aborted() {
    return aborted;
  }

  /** A watched key was changed. Called by whoever changed it, under the key's lock. */
  void spoil() {
    spoiled = true;
  }

  boolean spoiled() {
    return spoiled;
  }

  /** Watches nothing any more. */
  void forget() {
    watches.clear();
    spoiled = false;
  }
}
