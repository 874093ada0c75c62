package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.KeyUseListener.Change;
import dev.redstart.engine.spi.WriteListener.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows once the locks are released: events to send, keys whose waiters may go on, replies
 * of those that went on already. Belongs to one thread.
 */
class Aftermath {

  private @Nullable List<Event> events;
  private @Nullable List<DbKey> ready;
  private @Nullable List<Write> writes;
  private @Nullable List<Answer> answers;
  private @Nullable List<Change> changes;

  /** An event to publish. */
  record Event(char eventClass, String name, int database, Bytes key) {}

  /** The reply of a call that waited. */
  record Answer(Waiter waiter, Reply reply) {}

  void event(char eventClass, String name, int database, Bytes key) {
    if (events == null) {
      events = new ArrayList<>(2);
    }
    events.add(new Event(eventClass, name, database, key));
  }

  void ready(DbKey key) {
    if (ready == null) {
      ready = new ArrayList<>(2);
    }
    ready.add(key);
  }

  void write(Write write) {
    if (writes == null) {
      writes = new ArrayList<>(2);
    }
    writes.add(write);
  }

  void answer(Waiter waiter, Reply reply) {
    if (answers == null) {
      answers = new ArrayList<>(2);
    }
    answers.add(new Answer(waiter, reply));
  }

  void changed(Change change) {
    if (changes == null) {
      changes = new ArrayList<>(2);
    }
    changes.add(change);
  }

  List<Change> takeChanges() {
    List<Change> taken = changes;
    changes = null;
    return taken == null ? List.of() : taken;
  }

  List<Event> takeEvents() {
    List<Event> taken = events;
    events = null;
    return taken == null ? List.of() : taken;
  }

  List<DbKey> takeReady() {
    List<DbKey> taken = ready;
    ready = null;
    return taken == null ? List.of() : taken;
  }

  List<Write> takeWrites() {
    List<Write> taken = writes;
    writes = null;
    return taken == null ? List.of() : taken;
  }

  List<Answer> takeAnswers() {
    List<Answer> taken = answers;
    answers = null;
    return taken == null ? List.of() : taken;
  }

  /** True where keys became ready. */
  boolean hasReady() {
    return ready != null;
  }

  boolean isEmpty() {
    return events == null && ready == null && answers == null && changes == null;
  }
}
