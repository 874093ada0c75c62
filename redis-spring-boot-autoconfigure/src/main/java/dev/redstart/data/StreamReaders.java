package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.RedisStreamCommands.StreamEntryDeletionResult;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.PendingMessage;
import org.springframework.data.redis.connection.stream.PendingMessagesSummary;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;

/** Reads what the commands on streams answer. */
final class StreamReaders {

  static final Reader<RecordId> RECORD_ID =
      reply -> reply.isNull() ? null : RecordId.of(Readers.text(reply));

  static final Reader<List<RecordId>> RECORD_IDS = Readers.listOf(RECORD_ID);

  static final Reader<List<StreamEntryDeletionResult>> DELETIONS =
      Readers.listOf(reply -> StreamEntryDeletionResult.fromCode(reply.asLong()));

  /** What XREAD and XREADGROUP answer: for each stream its records. */
  static final Reader<List<ByteRecord>> RECORDS_OF_STREAMS = StreamReaders::recordsOfStreams;

  private StreamReaders() {}

  /** The records of one stream. */
  static Reader<List<ByteRecord>> records(byte[] stream) {
    return reply -> addRecords(new ArrayList<>(), stream, reply);
  }

  static PendingMessagesSummary summary(String group, Reply reply) {
    List<Reply> parts = reply.asList();
    Map<String, Long> consumers = new LinkedHashMap<>();
    for (Reply consumer : parts.get(3).asList()) {
      List<Reply> pair = consumer.asList();
      consumers.put(Readers.text(pair.get(0)), pair.get(1).asLong());
    }
    boolean none = parts.get(1).isNull();
    Range<String> range =
        none
            ? Range.unbounded()
            : Range.open(Readers.text(parts.get(1)), Readers.text(parts.get(2)));
    return new PendingMessagesSummary(group, parts.get(0).asLong(), range, consumers);
  }

  static List<PendingMessage> pending(String group, Reply reply) {
    List<PendingMessage> messages = new ArrayList<>();
    for (Reply item : reply.asList()) {
      List<Reply> parts = item.asList();
      messages.add(
          new PendingMessage(
              RecordId.of(Readers.text(parts.get(0))),
              Consumer.from(group, Readers.text(parts.get(1))),
              Duration.ofMillis(parts.get(2).asLong()),
              parts.get(3).asLong()));
    }
    return messages;
  }

  private static List<ByteRecord> recordsOfStreams(Reply reply) {
    List<ByteRecord> records = new ArrayList<>();
    for (Reply item : reply.asList()) {
      List<Reply> stream = item.asList();
      addRecords(records, Readers.someBytes(stream.get(0)), stream.get(1));
    }
    return records;
  }

  private static List<ByteRecord> addRecords(List<ByteRecord> records, byte[] stream, Reply reply) {
    for (Reply item : reply.asList()) {
      if (!item.isNull()) {
        List<Reply> parts = item.asList();
        RecordId id = RecordId.of(Readers.text(parts.get(0)));
        records.add(StreamRecords.newRecord().in(stream).withId(id).ofBytes(fields(parts.get(1))));
      }
    }
    return records;
  }

  private static Map<byte[], byte[]> fields(Reply reply) {
    @Nullable Map<byte[], byte[]> fields = Readers.BYTES_MAP.read(reply);
    return fields == null ? Map.of() : fields;
  }
}
