package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Codec;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.DataType;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;
import dev.redstart.engine.value.ValueWriter;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How streams are saved and loaded: node by node as they are kept, then the counters, then the
 * groups, each with what is pending and its consumers.
 */
public final class StreamCodec implements Codec<StreamValue> {

  private static final int ID_BYTES = 16;

  @Override
  public DataType<StreamValue> type() {
    return StreamValue.STREAM;
  }

  @Override
  public Set<Shape> shapes() {
    return EnumSet.of(Shape.OLD_STREAM, Shape.COUNTED_STREAM, Shape.STREAM);
  }

  @Override
  public Shape shape(StreamValue value) {
    for (StreamGroup group : value.groups()) {
      for (StreamConsumer consumer : group.consumers()) {
        if (consumer.activeTime() != consumer.seenTime()) {
          return Shape.STREAM;
        }
      }
    }
    return Shape.COUNTED_STREAM;
  }

  @Override
  public void write(StreamValue value, ValueWriter out) {
    out.number(value.nodes().size());
    for (StreamNode node : value.nodes()) {
      out.text(Bytes.wrap(bytes(node.id())));
      out.text(Bytes.wrap(node.toBytes()));
    }
    out.number(value.length());
    write(value.lastId(), out);
    write(value.firstId(), out);
    write(value.maxDeletedId(), out);
    out.number(value.entriesAdded());
    boolean activity = shape(value) == Shape.STREAM;
    out.number(value.groups().size());
    for (StreamGroup group : value.groups()) {
      write(group, activity, out);
    }
  }

  private static void write(StreamId id, ValueWriter out) {
    out.number(id.millis());
    out.number(id.sequence());
  }

  private static void write(StreamGroup group, boolean activity, ValueWriter out) {
    out.text(group.name());
    write(group.lastId(), out);
    out.number(group.entriesRead());
    out.number(group.pending().size());
    for (Pending entry : group.pending()) {
      out.fixed(bytes(entry.id()));
      out.moment(entry.deliveryTime());
      out.number(entry.deliveries());
    }
    out.number(group.consumers().size());
    for (StreamConsumer consumer : group.consumers()) {
      out.text(consumer.name());
      out.moment(consumer.seenTime());
      if (activity) {
        out.moment(consumer.activeTime());
      }
      out.number(consumer.pending().size());
      consumer.pending().forEach(entry -> out.fixed(bytes(entry.id())));
    }
  }

  private static byte[] bytes(StreamId id) {
    return ByteBuffer.allocate(ID_BYTES).putLong(id.millis()).putLong(id.sequence()).array();
  }

  @Override
  public void rebuild(Bytes key, StreamValue value, Consumer<List<Bytes>> calls) {
    new StreamCalls(key, value, calls).rebuild();
  }

  @Override
  public StreamValue read(ValueReader in) {
    StreamValue stream = new StreamValue();
    for (int nodes = in.count(); nodes > 0; nodes--) {
      StreamId id = id(in.text().shared());
      stream.restoreNode(id, in.text().shared());
    }
    if (in.number() != stream.length()) {
      throw new CorruptValueException("stream with another length than it says");
    }
    readCounters(in, stream);
    for (int groups = in.count(); groups > 0; groups--) {
      readGroup(in, stream);
    }
    return stream;
  }

  private static void readCounters(ValueReader in, StreamValue stream) {
    StreamId last = readId(in);
    if (in.shape() == Shape.OLD_STREAM) {
      stream.restoreCounters(last, StreamId.ZERO, stream.length());
      return;
    }
    StreamId unused = readId(in);
    StreamId maxDeleted = readId(in);
    stream.restoreCounters(last, maxDeleted, in.number());
  }

  private static StreamId readId(ValueReader in) {
    long millis = in.number();
    return new StreamId(millis, in.number());
  }

  private static StreamId id(byte[] bytes) {
    if (bytes.length != ID_BYTES) {
      throw new CorruptValueException("stream with an id of " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long millis = buffer.getLong();
    return new StreamId(millis, buffer.getLong());
  }

  private static void readGroup(ValueReader in, StreamValue stream) {
    Bytes name = in.text();
    StreamId last = readId(in);
    long read = in.shape() == Shape.OLD_STREAM ? ReadCounts.upTo(stream, last) : in.number();
    if (read < StreamGroup.UNKNOWN) {
      throw new CorruptValueException("stream with a group that has read " + read + " entries");
    }
    StreamGroup group = stream.createGroup(name, last, read);
    if (group == null) {
      throw new CorruptValueException("stream with a group twice");
    }
    Map<StreamId, Delivery> pending = readPending(in);
    for (int consumers = in.count(); consumers > 0; consumers--) {
      readConsumer(in, group, pending);
    }
    if (!pending.isEmpty()) {
      throw new CorruptValueException("stream with a pending entry that no consumer has");
    }
  }

  /** When, and how often, an entry was given to someone. */
  private record Delivery(long time, long count) {}

  private static Map<StreamId, Delivery> readPending(ValueReader in) {
    Map<StreamId, Delivery> pending = new HashMap<>();
    for (int entries = in.count(); entries > 0; entries--) {
      StreamId id = id(in.fixed(ID_BYTES));
      long time = in.moment();
      if (pending.put(id, new Delivery(time, in.number())) != null) {
        throw new CorruptValueException("stream with a pending entry twice");
      }
    }
    return pending;
  }

  private static void readConsumer(
      ValueReader in, StreamGroup group, Map<StreamId, Delivery> pending) {
    Bytes name = in.text();
    long seen = in.moment();
    long active = in.shape() == Shape.STREAM ? in.moment() : seen;
    StreamConsumer consumer = group.createConsumer(name, seen, active);
    for (int entries = in.count(); entries > 0; entries--) {
      StreamId id = id(in.fixed(ID_BYTES));
      Delivery delivery = pending.remove(id);
      if (delivery == null) {
        throw new CorruptValueException("stream with an entry of a consumer that isn't pending");
      }
      group.restorePending(consumer, id, delivery.time, delivery.count);
    }
  }
}
