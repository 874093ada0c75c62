package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Effects.Kind;
import dev.redstart.engine.keyspace.Accesses;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Text;
import dev.redstart.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one database as a running call sees them: what has expired is absent. Valid inside
 * the call's locks only.
 */
public final class Keys {

  /** What Redis would rather free in the background. */
  private static final int MUCH = 4096;

  private final Call call;
  private final Keyspace keyspace;
  private final int database;

  Keys(Call call, Keyspace keyspace, int database) {
    this.call = call;
    this.keyspace = keyspace;
    this.database = database;
  }

  /** The index of the database. */
  public int database() {
    return database;
  }

  /** The entry of {@code key}, null where it is absent or expired. Counts as no access. */
  public @Nullable Entry peek(Bytes key) {
    Entry entry = keyspace.find(database, key);
    if (entry == null) {
      return null;
    }
    if (entry.expired(call.now())) {
      if (mayExpire()) {
        expire(key);
      }
      return null;
    }
    return entry.partsDue(call.now()) ? withoutExpiredParts(entry) : entry;
  }

  /** The entry of {@code key}, even of one that has expired but is there still. */
  public @Nullable Entry evenExpired(Bytes key) {
    return keyspace.find(database, key);
  }

  /** As {@link #peek}, counted among the look-ups that INFO tells of. */
  public @Nullable Entry lookup(Bytes key) {
    Entry entry = peek(key);
    looked(key, entry);
    return entry;
  }

  /** The entry of {@code key}, null where it is absent or expired. Counts as an access. */
  public @Nullable Entry entry(Bytes key) {
    Entry entry = peek(key);
    if (entry != null && call.countsAsAccess()) {
      keyspace.accesses().accessed(entry, call.now(), call.randomness());
    }
    return entry;
  }

  /** The entry of {@code key} to be read, whatever its type; null where it is absent. */
  public @Nullable Entry lookUp(Bytes key) {
    Entry entry = entry(key);
    looked(key, entry);
    return entry;
  }

  /**
   * The value of {@code key} to be read, null where it is absent; WRONGTYPE where it is of another
   * type.
   */
  public <V extends Value> @Nullable V read(Bytes key, DataType<V> type) {
    Entry entry = lookUp(key);
    if (entry == null) {
      return null;
    }
    requireType(entry, type);
    if (call.command().mayWrite()) {
      // XACK and its like change what they look up, PFCOUNT notes what it has counted.
      keyspace.edit(database, entry);
    }
    return type.of().cast(entry.value());
  }

  /**
   * The value of {@code key} to be changed in place, null where it is absent; WRONGTYPE where it is
   * of another type.
   */
  public <V extends Value> @Nullable V edit(Bytes key, DataType<V> type) {
    Entry entry = entry(key);
    if (entry == null) {
      return null;
    }
    requireType(entry, type);
    keyspace.edit(database, entry);
    return type.of().cast(entry.value());
  }

  /**
   * As {@link #edit}, with an empty value created where there is none. The call must then say
   * changed.
   */
  public <V extends Value> V open(Bytes key, DataType<V> type) {
    V found = edit(key, type);
    if (found != null) {
      return found;
    }
    V created = type.empty();
    keyspace.edit(database, keyspace.add(database, key, created, call.now()));
    call.effect(Kind.CREATED, database, key, null);
    return created;
  }

  /** Gives {@code key} a whole new value, whatever it held before, and no deadline. */
  public Entry put(Bytes key, Value value) {
    Entry entry = entry(key);
    if (entry == null) {
      Entry added = keyspace.add(database, key, value, call.now());
      call.effect(Kind.CREATED, database, key, null);
      return added;
    }
    keyspace.replace(database, entry, value, call.now());
    if (entry.deadline() != Entry.NEVER) {
      keyspace.persist(database, entry);
    }
    return entry;
  }

  /** Gives {@code entry} a whole new value; its deadline stays. */
  public void replace(Entry entry, Value value) {
    keyspace.replace(database, entry, value, call.now());
  }

  /**
   * Removes {@code key} and says so with {@code event}; false where it was not there.
   *
   * @param event the notification's name, null where another one tells of it
   */
  public boolean remove(Bytes key, @Nullable String event) {
    if (peek(key) == null) {
      return false;
    }
    keyspace.remove(database, key);
    call.effect(Kind.REMOVED, database, key, event);
    return true;
  }

  /**
   * As {@link #remove}; what took much memory is counted among what is given back later, as all
   * memory is.
   */
  public boolean unlink(Bytes key) {
    Entry entry = peek(key);
    if (entry == null) {
      return false;
    }
    if (!(entry.value() instanceof Text) && entry.value().heapBytes() >= MUCH) {
      keyspace.used().freeLater(1);
    }
    return remove(key, "del");
  }

  /**
   * Says that {@code key} was changed: the one thing that a handler must not forget.
   *
   * @param event the notification's name, null where none is sent
   */
  public void changed(Bytes key, @Nullable String event) {
    call.effect(Kind.CHANGED, database, key, event);
  }

  /**
   * Says that something beside the value of {@code key} was changed: it is logged, but no one who
   * watches or waits for the key hears of it.
   *
   * @param event the notification's name, null where there is none
   */
  public void noted(Bytes key, @Nullable String event) {
    call.effect(Kind.NOTED, database, key, event);
  }

  /**
   * Lets those look again who wait for {@code key}, after something beside its value was changed.
   */
  public void signal(Bytes key) {
    call.effect(Kind.SIGNALLED, database, key, null);
  }

  /** Lets {@code entry} expire at {@code at}, in milliseconds since 1970. */
  public void expireAt(Entry entry, long at) {
    keyspace.expireAt(database, entry, at, call.now());
  }

  /** Lets {@code entry} stay for good; false where it did so already. */
  public boolean persist(Entry entry) {
    if (entry.deadline() == Entry.NEVER) {
      return false;
    }
    keyspace.persist(database, entry);
    return true;
  }

  /** Says that parts of the value of {@code key} got deadlines; its change has to be said, too. */
  public void partsExpire(Bytes key) {
    Entry entry = keyspace.find(database, key);
    if (entry != null) {
      keyspace.schedulePartsOf(database, entry, call.now());
    }
  }

  /** What is remembered of accesses to keys. */
  public Accesses accesses() {
    return keyspace.accesses();
  }

  /** The number of keys. The call's plan must be the whole keyspace, as for what follows. */
  public long size() {
    return keyspace.size(database);
  }

  /** The number of keys with a deadline. */
  public long expiring() {
    return keyspace.expiring(database);
  }

  /** Calls {@code each} with every key that has not expired. */
  public void forEach(Consumer<? super Entry> each) {
    keyspace.forEach(
        database,
        entry -> {
          if (!entry.expired(call.now())) {
            each.accept(entry);
          }
        });
  }

  /** One step of a walk over the keys, expired ones included; see {@link Keyspace#scan}. */
  public long scan(long cursor, Consumer<? super Entry> each) {
    return keyspace.scan(database, cursor, each);
  }

  /** A key chosen by chance, null where there is none. */
  public @Nullable Entry random(RandomGenerator random) {
    for (int attempt = 0; attempt < 100; attempt++) {
      Entry entry = keyspace.random(database, random);
      if (entry == null || !entry.expired(call.now())) {
        return entry;
      }
    }
    return null;
  }

  /**
   * Removes all keys.
   *
   * @param later counted among what is given back later, as all memory is
   */
  public void clear(boolean later) {
    if (later) {
      keyspace.used().freeLater(keyspace.size(database));
    }
    keyspace.clear(database);
    call.touchedWholeDatabase(database);
  }

  /** Counts what others would free in the background, and the collector does here. */
  public void freeLater(long count) {
    keyspace.used().freeLater(count);
  }

  /** Exchanges the contents of two databases. */
  public void swap(int one, int other) {
    keyspace.swap(one, other);
    call.touchedWholeDatabase(one);
    call.touchedWholeDatabase(other);
  }

  private void expire(Bytes key) {
    keyspace.removeExpired(database, key);
    call.effect(Kind.EXPIRED, database, key, "expired");
  }

  /** A writer has to make room, even one that was on its way when others were stopped. */
  private boolean mayExpire() {
    return call.command().isWrite() || !keyspace.keepsExpired();
  }

  private List<Bytes> expireParts(Entry entry) {
    Command command = call.command();
    if (!command.leavesParts() || !keyspace.removesLate()) {
      return keyspace.expirePartsOf(database, entry, call.now());
    }
    List<Bytes> gone = new ArrayList<>();
    for (int i = 2; i <= command.lastPart(call.args()); i++) {
      if (keyspace.expirePart(database, entry, call.arg(i), call.now())) {
        gone.add(call.arg(i));
      }
    }
    return gone;
  }

  private @Nullable Entry withoutExpiredParts(Entry entry) {
    if (!mayExpire()) {
      return entry.withoutExpiredParts(call.now());
    }
    List<Bytes> gone = expireParts(entry);
    if (!gone.isEmpty()) {
      call.partsExpired(database, entry.name(), gone);
    }
    if (!entry.value().isEmpty()) {
      return entry;
    }
    call.effect(Kind.EMPTIED, database, entry.name(), "del");
    return null;
  }

  private void looked(Bytes key, @Nullable Entry entry) {
    keyspace.looked(key, entry != null);
    if (entry == null && keyspace.tellsMisses()) {
      call.effect(Kind.MISSED, database, key, "keymiss");
    }
  }

  /** To be asked before {@link Keyspace#edit}, which may give the entry a copy of its value. */
  private static void requireType(Entry entry, DataType<?> type) {
    if (entry.value().type() != type) {
      throw new CommandException(Errors.WRONG_TYPE);
    }
  }
}
