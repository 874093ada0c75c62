package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Value;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A big hash some of whose fields have deadlines: these are queued, the soonest first. */
final class TimedTableHash extends TableHash implements TimedEncoding {

  /*
   * Memory: a field that has, or had, a deadline takes 8 bytes more than others, and 4 to 8 in the queue. Fields that
   * never had one take nothing more.
   */

  private final FieldQueue queue = new FieldQueue();

  private TimedTableHash() {}

  /** Takes over what {@code other} has. */
  TimedTableHash(TableHash other) {
    super(other);
  }

  /** A field that can have a deadline. */
  static final class TimedField extends Field {

    /** Its place in the queue, −1 where it has no deadline. */
    int place = -1;

    /** When it expires, of no meaning where it has no place. */
    long at;

    TimedField(Field field) {
      super(field.name(), field.value());
    }
  }

  @Override
  public long heapBytes() {
    return super.heapBytes() + queue.heapBytes();
  }

  @Override
  void removed(Field field) {
    super.removed(field);
    if (field instanceof TimedField timed && timed.place >= 0) {
      queue.remove(timed);
    }
  }

  @Override
  public TimedEncoding timed() {
    return this;
  }

  @Override
  public TimedTableHash copy() {
    TimedTableHash copy = new TimedTableHash();
    table.forEach(
        field -> {
          copy.put(field.name(), field.value());
          if (field instanceof TimedField timed && timed.place >= 0) {
            copy.expireAt(field.name(), timed.at);
          }
        });
    return copy;
  }

  @Override
  public long deadline(Bytes field) {
    TimedField timed = queued(field);
    return timed == null ? Value.NEVER : timed.at;
  }

  @Override
  public long soonest() {
    TimedField first = queue.first();
    return first == null ? Value.NEVER : first.at;
  }

  @Override
  public void expireAt(Bytes field, long at) {
    Field found = table.find(field);
    if (found instanceof TimedField timed) {
      queue.put(timed, at);
    } else if (found != null) {
      TimedField timed = new TimedField(found);
      table.replace(found, timed);
      queue.put(timed, at);
    }
  }

  @Override
  public boolean persist(Bytes field) {
    TimedField timed = queued(field);
    if (timed == null) {
      return false;
    }
    queue.remove(timed);
    return true;
  }

  @Override
  public void expire(long now, int limit, Consumer<? super Bytes> gone) {
    int left = limit;
    for (TimedField first = queue.first();
        first != null && first.at <= now && left > 0;
        first = queue.first()) {
      table.delete(first);
      removed(first);
      gone.accept(first.name());
      left--;
    }
  }

  private @Nullable TimedField queued(Bytes field) {
    return table.find(field) instanceof TimedField timed && timed.place >= 0 ? timed : null;
  }
}
