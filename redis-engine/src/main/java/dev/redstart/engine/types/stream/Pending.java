package dev.redstart.engine.types.stream;

/** An entry that a consumer was given and has not acknowledged. Guarded as its stream. */
public final class Pending {

  /** The heap of one of these, its id and its places in two maps. */
  static final int HEAP = 152;

  private final StreamId id;
  private StreamConsumer consumer;
  private long deliveryTime;
  private long deliveries;

  Pending(StreamId id, StreamConsumer consumer, long deliveryTime, long deliveries) {
    this.id = id;
    this.consumer = consumer;
    this.deliveryTime = deliveryTime;
    this.deliveries = deliveries;
  }

  public StreamId id() {
    return id;
  }

  /** Who has it. */
  public StreamConsumer consumer() {
    return consumer;
  }

  /** When it was last given to someone, in milliseconds since 1970. */
  public long deliveryTime() {
    return deliveryTime;
  }

  /** How often it was given to someone. */
  public long deliveries() {
    return deliveries;
  }

  /** How long ago it was last given to someone. */
  long idle(long now) {
    return now - deliveryTime;
  }

  /** Given to its consumer once more. */
  void redelivered(long now) {
    delivered(now, deliveries + 1);
  }

  void delivered(long time, long count) {
    deliveryTime = time;
    deliveries = count;
  }

  /** Lets {@code other} have it. */
  void moveTo(StreamConsumer other) {
    if (consumer != other) {
      consumer.forget(id);
      consumer = other;
      other.add(this);
    }
  }
}
