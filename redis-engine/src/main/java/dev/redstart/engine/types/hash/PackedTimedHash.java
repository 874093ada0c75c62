package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.Listpack;
import dev.redstart.engine.value.Value;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * A small hash some of whose fields have deadlines: field, value and deadline in turn, the soonest
 * first, and last of all, with a 0, those that stay.
 */
final class PackedTimedHash extends PackedHash implements TimedEncoding {

  // The order is that of Redis: callers see it, and what expires goes from the front.

  /** In place of the deadline of a field that has none. */
  static final long STAYS = 0;

  PackedTimedHash(PackedHash fields) {
    super(new Listpack());
    fields.forEach(this::append);
  }

  /** Takes over {@code list}: fields, values and deadlines in their order. */
  PackedTimedHash(Listpack list) {
    super(list);
  }

  private void append(Bytes field, Bytes value) {
    list.append(field);
    list.append(value);
    appendRest();
  }

  @Override
  public String name() {
    return "listpackex";
  }

  @Override
  int stride() {
    return 3;
  }

  @Override
  int behind(int value) {
    return list.next(list.next(value));
  }

  @Override
  void appendRest() {
    list.append(STAYS);
  }

  @Override
  int deleteAt(int p) {
    return list.delete(super.deleteAt(p));
  }

  @Override
  public TimedEncoding timed() {
    return this;
  }

  @Override
  public PackedTimedHash copy() {
    return new PackedTimedHash(list.copy());
  }

  @Override
  public long deadline(Bytes field) {
    int p = find(field);
    long at = p == Listpack.NONE ? STAYS : deadlineAt(p);
    return at == STAYS ? Value.NEVER : at;
  }

  @Override
  public long soonest() {
    int first = list.first();
    long at = first == Listpack.NONE ? STAYS : deadlineAt(first);
    return at == STAYS ? Value.NEVER : at;
  }

  @Override
  public void expireAt(Bytes field, long at) {
    int p = find(field);
    if (deadlineAt(p) != at) {
      Bytes value = list.get(list.next(p));
      deleteAt(p);
      insert(field, value, at);
    }
  }

  @Override
  public boolean persist(Bytes field) {
    int p = find(field);
    if (p == Listpack.NONE || deadlineAt(p) == STAYS) {
      return false;
    }
    Bytes value = list.get(list.next(p));
    deleteAt(p);
    append(field, value);
    return true;
  }

  @Override
  public void expire(long now, int limit, Consumer<? super Bytes> gone) {
    for (int left = limit; left > 0 && soonest() <= now; left--) {
      int first = list.first();
      Bytes field = list.get(first);
      deleteAt(first);
      gone.accept(field);
    }
  }

  /** Visits the fields that have deadlines, the soonest first. */
  void forEachDeadline(ObjLongConsumer<? super Bytes> each) {
    int p = list.first();
    while (p != Listpack.NONE && deadlineAt(p) != STAYS) {
      each.accept(list.get(p), deadlineAt(p));
      p = behind(list.next(p));
    }
  }

  /** Puts a field behind those that expire no later. */
  private void insert(Bytes field, Bytes value, long at) {
    int p = list.first();
    while (p != Listpack.NONE && staysNoLonger(p, at)) {
      p = behind(list.next(p));
    }
    if (p == Listpack.NONE) {
      list.append(field);
      list.append(value);
      list.append(at);
      return;
    }
    int where = list.insertBefore(p, field);
    where = list.insertAfter(where, value);
    list.insertAfter(where, Bytes.of(at));
  }

  private boolean staysNoLonger(int p, long at) {
    long other = deadlineAt(p);
    return other != STAYS && other <= at;
  }

  private long deadlineAt(int p) {
    return list.integer(list.next(list.next(p)));
  }
}
