package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.structure.CorruptImageException;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group of consumers that share a stream's entries. Guarded as its stream. */
public final class StreamGroup {

  /** As a number of entries read: it can't be told. */
  public static final long UNKNOWN = -1;

  private static final int HEAP = 160;
  private static final int CONSUMER_HEAP = 160;

  private final Bytes name;
  private final StreamSize size;
  private final NavigableMap<StreamId, Pending> pending = new TreeMap<>();
  private final NavigableMap<Bytes, StreamConsumer> consumers = new TreeMap<>();
  private StreamId lastId;
  private long entriesRead;

  /**
   * @param size what the stream's parts take, with this from now on
   */
  StreamGroup(Bytes name, StreamId lastId, long entriesRead, StreamSize size) {
    this.size = size;
    this.name = name;
    this.lastId = lastId;
    this.entriesRead = entriesRead;
    size.add(HEAP);
  }

  public Bytes name() {
    return name;
  }

  /** The last entry that was given to a consumer. */
  public StreamId lastId() {
    return lastId;
  }

  /**
   * How many entries, counted from the first that the stream ever had, come up to {@link #lastId};
   * {@link #UNKNOWN} where it can't be told.
   */
  public long entriesRead() {
    return entriesRead;
  }

  /** What was given to consumers and isn't acknowledged, in order. */
  public Collection<Pending> pending() {
    return Collections.unmodifiableCollection(pending.values());
  }

  /** The consumers by name. */
  public Collection<StreamConsumer> consumers() {
    return Collections.unmodifiableCollection(consumers.values());
  }

  /** As {@link #pending()}, to look things up. */
  NavigableMap<StreamId, Pending> pendingById() {
    return pending;
  }

  void moveTo(StreamId id, long read) {
    lastId = id;
    entriesRead = read;
  }

  /** The consumer of that name, null where there is none. */
  public @Nullable StreamConsumer consumer(Bytes consumer) {
    return consumers.get(consumer);
  }

  /** A new consumer of a name that no other has; its times in milliseconds since 1970. */
  public StreamConsumer createConsumer(Bytes consumer, long seenTime, long activeTime) {
    StreamConsumer created = new StreamConsumer(consumer, seenTime, activeTime);
    if (consumers.putIfAbsent(consumer, created) != null) {
      throw new CorruptImageException("consumer twice");
    }
    size.add(CONSUMER_HEAP);
    return created;
  }

  /** Removes a consumer with what it has not acknowledged. */
  void remove(StreamConsumer consumer) {
    consumer.pendingById().keySet().forEach(pending::remove);
    consumers.remove(consumer.name());
    size.add(-CONSUMER_HEAP - (long) Pending.HEAP * consumer.pendingById().size());
  }

  /** As an entry was given to {@code consumer} at some time, for the so-manieth time. */
  public void restorePending(StreamConsumer consumer, StreamId id, long time, long deliveries) {
    if (pending.containsKey(id)) {
      throw new CorruptImageException("pending twice");
    }
    deliver(consumer, id, time).delivered(time, deliveries);
  }

  /** Notes that {@code consumer} was given an entry, taking it from whoever had it. */
  Pending deliver(StreamConsumer consumer, StreamId id, long now) {
    Pending entry = pending.get(id);
    if (entry == null) {
      entry = new Pending(id, consumer, now, 1);
      pending.put(id, entry);
      size.add(Pending.HEAP);
      consumer.add(entry);
    } else {
      entry.moveTo(consumer);
      entry.delivered(now, 1);
    }
    return entry;
  }

  /** Notes that an entry was acknowledged, or is no more; false where nobody has it. */
  boolean release(StreamId id) {
    Pending entry = pending.remove(id);
    if (entry == null) {
      return false;
    }
    size.add(-Pending.HEAP);
    entry.consumer().forget(id);
    return true;
  }

  /** True where an entry is still to be read here, or to be acknowledged. */
  boolean needs(StreamId id) {
    return id.isAfter(lastId) || pending.containsKey(id);
  }

  /** No more part of the stream. */
  void leave() {
    size.add(-heapBytes());
  }

  private long heapBytes() {
    return HEAP + (long) CONSUMER_HEAP * consumers.size() + (long) Pending.HEAP * pending.size();
  }

  StreamGroup copy(StreamSize sizeOfCopy) {
    StreamGroup copy = new StreamGroup(name, lastId, entriesRead, sizeOfCopy);
    for (StreamConsumer consumer : consumers.values()) {
      StreamConsumer twin =
          copy.createConsumer(consumer.name(), consumer.seenTime(), consumer.activeTime());
      for (Pending entry : consumer.pending()) {
        copy.restorePending(twin, entry.id(), entry.deliveryTime(), entry.deliveries());
      }
    }
    return copy;
  }
}
