package dev.redstart.engine.keyspace;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Dictionary;
import dev.redstart.engine.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys of one shard in one database, with their deadlines. Guarded by the shard's lock. */
final class Partition {

  Dictionary<Entry> entries = new Dictionary<>();
  @Nullable DeadlineWheel wheel;

  /** The wheel of those values of which parts expire. */
  @Nullable DeadlineWheel parts;

  private final Prefixes prefixes;
  private final Map<Bytes, KeyGroup> groups = new HashMap<>();

  /** What keys and values take, but for values that are being changed. */
  long bytes;

  private final Ledger ledger;

  /** What an epoch has to do here, null while there is none. */
  private @Nullable Visit visit;

  /** How entries are marked that the epoch has seen, or needn't see. */
  private boolean mark;

  Partition(Prefixes prefixes, Ledger ledger) {
    this.prefixes = prefixes;
    this.ledger = ledger;
  }

  // ---- epochs

  /** An epoch begins, which has seen nothing yet. */
  void begin(Visit newVisit) {
    if (visit != null) {
      throw new IllegalStateException("an epoch runs");
    }
    visit = newVisit;
    mark = !mark;
  }

  void end() {
    visit = null;
  }

  /** False where the epoch has seen {@code entry}, or needn't see it. */
  boolean see(Entry entry) {
    if (entry.marked() == mark) {
      return false;
    }
    entry.mark(mark);
    return true;
  }

  /** Has to come before whatever changes something of {@code entry}. */
  private void changing(Entry entry) {
    Visit v = visit;
    if (v != null) {
      v.changing(entry);
    }
  }

  // ---- entries

  void add(Entry entry) {
    entry.mark(mark);
    entries.add(entry);
    ledger.charge(this, entry.ownBytes() + entry.value().heapBytes());
    if (!prefixes.isEmpty()) {
      Bytes key = entry.name();
      prefixes.each(key, prefix -> group(prefix).add(key));
    }
  }

  /** The keys that begin with {@code prefix}, which must be one of the prefixes. */
  KeyGroup group(Bytes prefix) {
    return groups.computeIfAbsent(prefix, p -> new KeyGroup());
  }

  /** Puts the keys that are here already into the group of {@code prefix}. */
  void gather(Bytes prefix) {
    KeyGroup group = group(prefix);
    entries.forEach(
        entry -> {
          if (Prefixes.startsWith(entry.sharedName(), prefix.shared())) {
            group.add(entry.name());
          }
        });
  }

  /** To be called before the value of {@code entry} is changed or replaced. */
  void edit(Entry entry) {
    ledger.edit(this, entry);
    Visit v = visit;
    if (v != null) {
      v.changing(entry);
      if (v.holds(entry)) {
        entry.value(entry.value().copy());
      }
    }
  }

  /** Gives {@code entry} what {@code value} holds; true where that took another value. */
  boolean replace(Entry entry, Value value) {
    changing(entry);
    // Sized here and now: a note of the entry would cost the collector more than all the rest.
    boolean noted = ledger.notes(entry);
    long before = noted ? 0 : entry.value().heapBytes();
    boolean another = !entry.value().takeOver(value);
    if (another) {
      entry.value(value);
    }
    long change = noted ? 0 : entry.value().heapBytes() - before;
    if (change != 0) {
      ledger.charge(this, change);
    }
    return another;
  }

  int expiring() {
    DeadlineWheel w = wheel;
    return w == null ? 0 : w.size();
  }

  int partlyExpiring() {
    DeadlineWheel w = parts;
    return w == null ? 0 : w.size();
  }

  void unschedule(Entry entry) {
    Deadline old = entry.deadline;
    DeadlineWheel w = wheel;
    if (old != null && w != null) {
      w.remove(old);
      droppedDeadline(entry);
    }
  }

  /** To be called when the deadline of {@code entry} has left the wheel. */
  void droppedDeadline(Entry entry) {
    changing(entry);
    entry.deadline = null;
    ledger.charge(this, -Entry.DEADLINE);
  }

  /** As the other one, for that of its parts. */
  void droppedPartsDeadline(Entry entry) {
    entry.partsDeadline = null;
    ledger.charge(this, -Entry.DEADLINE);
  }

  void schedule(Entry entry, long at, long now) {
    changing(entry);
    unschedule(entry);
    DeadlineWheel w = wheel;
    if (w == null) {
      w = new DeadlineWheel(now);
      wheel = w;
    }
    Deadline deadline = new Deadline(entry, at);
    entry.deadline = deadline;
    ledger.charge(this, Entry.DEADLINE);
    w.add(deadline);
  }

  void unscheduleParts(Entry entry) {
    Deadline old = entry.partsDeadline;
    DeadlineWheel w = parts;
    if (old != null && w != null) {
      w.remove(old);
      droppedPartsDeadline(entry);
    }
  }

  /** As the value asks for. */
  void scheduleParts(Entry entry, long now) {
    unscheduleParts(entry);
    long at = entry.value().soonest();
    if (at == Value.NEVER) {
      return;
    }
    DeadlineWheel w = parts;
    if (w == null) {
      w = new DeadlineWheel(now);
      parts = w;
    }
    Deadline deadline = new Deadline(entry, at);
    entry.partsDeadline = deadline;
    ledger.charge(this, Entry.DEADLINE);
    w.add(deadline);
  }

  /**
   * Lets all deadlines wait in wheels that turn from {@code now} on, and hands over all entries.
   */
  void turnFrom(long now, Consumer<? super Entry> each) {
    DeadlineWheel whole = new DeadlineWheel(now);
    DeadlineWheel partly = new DeadlineWheel(now);
    entries.forEach(
        entry -> {
          Deadline deadline = entry.deadline;
          if (deadline != null) {
            whole.add(deadline);
          }
          Deadline partsDeadline = entry.partsDeadline;
          if (partsDeadline != null) {
            partly.add(partsDeadline);
          }
          each.accept(entry);
        });
    wheel = whole.size() == 0 ? null : whole;
    parts = partly.size() == 0 ? null : partly;
  }

  /** Removes parts of a value whose time has come, and the entry with the last of them. */
  void expireParts(Entry entry, long now, int limit, Consumer<? super Bytes> gone) {
    edit(entry);
    Value value = entry.value();
    value.expire(now, limit, gone);
    if (value.isEmpty()) {
      remove(entry.name());
    } else {
      scheduleParts(entry, now);
    }
  }

  /** Removes one part of a value if its time has come, and the entry with the last of them. */
  boolean expirePart(Entry entry, Bytes part, long now) {
    edit(entry);
    boolean gone = entry.value().expirePart(part, now);
    if (gone && entry.value().isEmpty()) {
      remove(entry.name());
    }
    return gone;
  }

  @Nullable Entry remove(Bytes key) {
    Entry removed = take(key);
    if (removed != null && !prefixes.isEmpty()) {
      prefixes.each(key, prefix -> group(prefix).remove(key));
    }
    return removed;
  }

  /** Removes a key whose deadline has passed. */
  void removeExpired(Bytes key) {
    if (take(key) != null && !prefixes.isEmpty()) {
      prefixes.each(key, prefix -> group(prefix).removeExpired(key));
    }
  }

  private @Nullable Entry take(Bytes key) {
    Entry removed = entries.remove(key);
    if (removed != null) {
      changing(removed);
      unschedule(removed);
      unscheduleParts(removed);
      ledger.charge(this, -removed.ownBytes() - ledger.forget(removed));
    }
    return removed;
  }

  int draw(Draw how, Consumer<? super Entry> each) {
    if (!how.expiring() && how.most() == 1 && !entries.isEmpty()) {
      // One alone has to be as likely as any other: neighbours stand in the order of their age.
      each.accept(entries.random(how.random()));
      return 1;
    }
    if (!how.expiring()) {
      entries.sample(how.random(), how.most(), each);
      return Math.min(how.most(), entries.size());
    }
    DeadlineWheel w = wheel;
    int count = w == null ? 0 : Math.min(how.most(), w.size());
    for (int i = 0; w != null && i < count; i++) {
      each.accept(w.random(how.random()));
    }
    return count;
  }

  /** The earliest time at which one of the wheels has work. */
  long nextWork() {
    DeadlineWheel whole = wheel;
    DeadlineWheel partly = parts;
    return Math.min(
        whole == null ? DeadlineWheel.NO_WORK : whole.nextWork(),
        partly == null ? DeadlineWheel.NO_WORK : partly.nextWork());
  }

  void clear() {
    Visit v = visit;
    if (v != null) {
      v.emptied(entries);
    }
    entries = new Dictionary<>();
    groups.values().forEach(KeyGroup::clear);
    wheel = null;
    parts = null;
    ledger.forgetAll(this);
  }
}
