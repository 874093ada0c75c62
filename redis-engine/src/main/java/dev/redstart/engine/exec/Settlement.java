package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Effects;
import dev.redstart.engine.command.Effects.Effect;
import dev.redstart.engine.command.Effects.Kind;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.spi.WriteListener;
import dev.redstart.engine.spi.WriteListener.Write;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The consequences of what calls have changed. {@link #settle} runs under the locks of the calls'
 * keys; what has to wait until they are released is noted in the {@link Aftermath}.
 */
final class Settlement {

  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes HDEL = Bytes.of("HDEL");

  private final Keyspace keyspace;
  private final Watches watches;
  private final Waiters waiters;
  private final WriteListener[] listeners;
  private final Events events;
  private final KeyUses uses;
  private final LongAdder changes = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder expiredParts = new LongAdder();
  private final LongAdder evicted = new LongAdder();

  Settlement(
      Keyspace keyspace,
      Watches watches,
      Waiters waiters,
      List<WriteListener> listeners,
      Hearing hearing) {
    this.keyspace = keyspace;
    this.watches = watches;
    this.waiters = waiters;
    this.listeners = listeners.toArray(WriteListener[]::new);
    this.events = hearing.events();
    this.uses = hearing.uses();
  }

  /** Those who hear of what happens to keys once the locks are released. */
  record Hearing(Events events, KeyUses uses) {}

  /** Changes since the start, for INFO. */
  long changes() {
    return changes.sum();
  }

  /** Keys that have expired since the start, for INFO. */
  LongAdder expired() {
    return expired;
  }

  /** Parts of values that have expired since the start, for INFO. */
  LongAdder expiredParts() {
    return expiredParts;
  }

  /** Keys that had to make room since the start, for INFO. */
  LongAdder evicted() {
    return evicted;
  }

  /** Settles one call; adds to {@code after} what follows once the locks are released. */
  void settle(Call call, Aftermath after) {
    Effects effects = call.effects();
    if (effects == null) {
      return;
    }
    boolean write = effects.isWrite();
    char familyClass = call.command().eventClass();
    for (int i = 0; i < effects.count(); i++) {
      consider(effects.at(i), familyClass, call.client(), after);
    }
    BitSet wholeDatabases = effects.wholeDatabases();
    if (wholeDatabases != null) {
      wholeDatabases.stream().forEach(database -> wholeDatabase(database, call.now(), after));
      uses.changed(call.client(), null, after);
    }
    if (write) {
      changes.increment();
      log(call, after);
    }
  }

  /** Settles the removal of a key by the clock. */
  void expired(int database, Bytes key, Aftermath after) {
    consider(new Effect(Kind.EXPIRED, database, key, "expired"), 'x', null, after);
  }

  /** Settles the removal of a key to make room. */
  void evicted(int database, Bytes key, Aftermath after) {
    consider(new Effect(Kind.EVICTED, database, key, "evicted"), 'e', null, after);
  }

  /** Settles the removal of parts of a value by the clock, and of the key with the last one. */
  void partsExpired(int database, Entry entry, List<Bytes> parts, Aftermath after) {
    Bytes key = entry.name();
    if (!parts.isEmpty()) {
      consider(new Effect(Kind.PARTS_EXPIRED, database, key, "hexpired", parts), 'h', null, after);
    }
    if (entry.value().isEmpty()) {
      consider(new Effect(Kind.EMPTIED, database, key, "del"), 'g', null, after);
    }
  }

  private void partsExpired(Effect effect, Aftermath after) {
    expiredParts.add(effect.parts().size());
    event(after, 'h', effect.event(), effect);
    if (isLogged()) {
      for (Bytes part : effect.parts()) {
        after.write(new Write(effect.database(), List.of(HDEL, effect.key(), part)));
      }
    }
  }

  /** Hands what was written to the logs, as one group. Ends the work under the locks. */
  void commit(Aftermath after) {
    List<Write> writes = after.takeWrites();
    if (!writes.isEmpty()) {
      for (WriteListener listener : listeners) {
        listener.written(writes);
      }
    }
  }

  /**
   * As {@link #commit}, each for itself: what the clock removes has nothing to do with the rest.
   */
  void commitEach(Aftermath after) {
    for (Write write : after.takeWrites()) {
      for (WriteListener listener : listeners) {
        listener.written(List.of(write));
      }
    }
  }

  private void consider(Effect effect, char familyClass, @Nullable Client by, Aftermath after) {
    int database = effect.database();
    Bytes key = effect.key();
    switch (effect.kind()) {
      case MISSED, NOTED, SIGNALLED -> {
        besides(effect, familyClass, after);
        return;
      }
      case CREATED -> created(effect, after);
      case EXPIRED -> {
        expired.increment();
        event(after, 'x', "expired", effect);
        logRemoval(database, key, after);
      }
      case EVICTED -> {
        evicted.increment();
        event(after, 'e', "evicted", effect);
        logRemoval(database, key, after);
      }
      case PARTS_EXPIRED -> partsExpired(effect, after);
      case EMPTIED -> event(after, 'g', effect.event(), effect);
      case REMOVED ->
          event(after, EventClass.of(effect.event(), familyClass), effect.event(), effect);
      case CHANGED -> {
        event(after, EventClass.of(effect.event(), familyClass), effect.event(), effect);
        dropIfEmpty(effect, after);
      }
    }
    watches.touched(database, key, effect.kind() == Kind.EXPIRED);
    waiters.signal(database, key, after);
    if (effect.kind() != Kind.CREATED) {
      uses.changed(by, key, after);
    }
  }

  /** What is no change of the key itself: no one who watches it hears of it. */
  private void besides(Effect effect, char familyClass, Aftermath after) {
    switch (effect.kind()) {
      case SIGNALLED -> waiters.signal(effect.database(), effect.key(), after);
      case MISSED -> event(after, 'm', effect.event(), effect);
      default -> event(after, EventClass.of(effect.event(), familyClass), effect.event(), effect);
    }
  }

  /** A handler that failed half-way may have left an empty container behind. */
  private void created(Effect effect, Aftermath after) {
    Entry entry = keyspace.find(effect.database(), effect.key());
    if (entry != null && entry.value().isEmpty()) {
      keyspace.remove(effect.database(), effect.key());
    } else {
      event(after, 'n', "new", effect);
    }
  }

  private void dropIfEmpty(Effect effect, Aftermath after) {
    Entry entry = keyspace.find(effect.database(), effect.key());
    if (entry != null && entry.value().isEmpty()) {
      keyspace.remove(effect.database(), effect.key());
      event(after, 'g', "del", effect);
    }
  }

  private void wholeDatabase(int database, long now, Aftermath after) {
    watches.touchedAll(database, now);
    waiters.signalAll(database, after);
  }

  private void log(Call call, Aftermath after) {
    if (!call.isLogged() || !isLogged()) {
      return;
    }
    call.client().wrote();
    int database = call.client().database();
    List<Bytes[]> instead = call.loggedAs();
    if (instead == null) {
      after.write(new Write(database, List.of(call.args())));
    } else {
      for (Bytes[] command : instead) {
        after.write(new Write(database, List.of(command)));
      }
    }
  }

  private void logRemoval(int database, Bytes key, Aftermath after) {
    if (isLogged()) {
      after.write(new Write(database, List.of(DEL, key)));
    }
  }

  private boolean isLogged() {
    for (WriteListener listener : listeners) {
      if (listener.wanted()) {
        return true;
      }
    }
    return false;
  }

  private void event(Aftermath after, char eventClass, @Nullable String event, Effect effect) {
    if (event != null && events.wanted()) {
      after.event(eventClass, event, effect.database(), effect.key());
    }
  }
}
