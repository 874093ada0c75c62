package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.ReactiveStreamCommands;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.RedisStreamCommands.StreamEntryDeletionResult;
import org.springframework.data.redis.connection.RedisStreamCommands.XPendingOptions;
import org.springframework.data.redis.connection.stream.ByteBufferRecord;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.PendingMessages;
import org.springframework.data.redis.connection.stream.PendingMessagesSummary;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamInfo.XInfoConsumer;
import org.springframework.data.redis.connection.stream.StreamInfo.XInfoGroup;
import org.springframework.data.redis.connection.stream.StreamInfo.XInfoStream;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.connection.stream.StreamRecords;
import reactor.core.publisher.Flux;

/** The commands on streams, when they are subscribed to. Reads that wait hold no thread. */
final class EngineReactiveStreamCommands implements ReactiveStreamCommands {

  private final RedisStreamCommands streams;
  private final Waits waits;

  EngineReactiveStreamCommands(RedisStreamCommands streams, Waits waits) {
    this.streams = streams;
    this.waits = waits;
  }

  // ---- adding and removing

  @Override
  public Flux<CommandResponse<AddStreamRecord, RecordId>> xAdd(
      Publisher<AddStreamRecord> commands) {
    return Responses.results(
        commands,
        it ->
            streams.xAdd(
                StreamRecords.newRecord()
                    .in(key(it))
                    .withId(it.getRecord().getId())
                    .ofBytes(Buffers.bytes(it.getBody())),
                it.getOptions()));
  }

  @Override
  public Flux<CommandResponse<DeleteCommand, Long>> xDel(Publisher<DeleteCommand> commands) {
    return Responses.results(commands, it -> streams.xDel(key(it), ids(it.getRecordIds())));
  }

  @Override
  public Flux<CommandResponse<DeleteExCommand, List<StreamEntryDeletionResult>>> xDelEx(
      Publisher<DeleteExCommand> commands) {
    return Responses.results(
        commands, it -> streams.xDelEx(key(it), it.getOptions(), ids(it.getRecordIds())));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> xLen(Publisher<KeyCommand> commands) {
    return Responses.numbers(commands, it -> streams.xLen(key(it)));
  }

  @Override
  public Flux<NumericResponse<KeyCommand, Long>> xTrim(Publisher<TrimCommand> commands) {
    return Responses.<KeyCommand, Long>numbers(
        commands, it -> streams.xTrim(key(it), ((TrimCommand) it).getOptions()));
  }

  // ---- reading

  @Override
  public Flux<CommandResponse<RangeCommand, Flux<ByteBufferRecord>>> xRange(
      Publisher<RangeCommand> commands) {
    return Responses.streams(
        commands, it -> records(streams.xRange(key(it), it.getRange(), it.getLimit())));
  }

  @Override
  public Flux<CommandResponse<RangeCommand, Flux<ByteBufferRecord>>> xRevRange(
      Publisher<RangeCommand> commands) {
    return Responses.streams(
        commands, it -> records(streams.xRevRange(key(it), it.getRange(), it.getLimit())));
  }

  /** The records of each response are read when they are subscribed to. */
  @Override
  public Flux<CommandResponse<ReadCommand, Flux<ByteBufferRecord>>> read(
      Publisher<ReadCommand> commands) {
    return Flux.from(commands).map(it -> new CommandResponse<>(it, read(it)));
  }

  private Flux<ByteBufferRecord> read(ReadCommand command) {
    StreamReadOptions given = command.getReadOptions();
    StreamReadOptions options = given == null ? StreamReadOptions.empty() : given;
    return options.isBlocking()
        ? waits
            .call(invoker -> read(new EngineStreamCommands(invoker), command, options))
            .flatMapIterable(found -> found)
        : Flux.defer(() -> Responses.stream(read(streams, command, options)));
  }

  @SuppressWarnings("unchecked") // An array of a generic type.
  private static List<ByteBufferRecord> read(
      RedisStreamCommands streams, ReadCommand command, StreamReadOptions options) {
    StreamOffset<byte[]>[] offsets =
        command.getStreamOffsets().stream()
            .map(it -> StreamOffset.create(Buffers.bytes(it.getKey()), it.getOffset()))
            .toArray(StreamOffset[]::new);
    Consumer consumer = command.getConsumer();
    return records(
        consumer == null
            ? streams.xRead(options, offsets)
            : streams.xReadGroup(consumer, options, offsets));
  }

  // ---- groups

  @Override
  public Flux<NumericResponse<AcknowledgeCommand, Long>> xAck(
      Publisher<AcknowledgeCommand> commands) {
    return Responses.numbers(
        commands, it -> streams.xAck(key(it), text(it.getGroup()), ids(it.getRecordIds())));
  }

  @Override
  public Flux<CommandResponse<AcknowledgeDeleteCommand, List<StreamEntryDeletionResult>>> xAckDel(
      Publisher<AcknowledgeDeleteCommand> commands) {
    return Responses.results(
        commands,
        it ->
            streams.xAckDel(key(it), text(it.getGroup()), it.getOptions(), ids(it.getRecordIds())));
  }

  @Override
  public Flux<CommandResponse<XClaimCommand, Flux<RecordId>>> xClaimJustId(
      Publisher<XClaimCommand> commands) {
    return Responses.streams(
        commands,
        it -> streams.xClaimJustId(key(it), it.getGroupName(), it.getNewOwner(), it.getOptions()));
  }

  @Override
  public Flux<CommandResponse<XClaimCommand, Flux<ByteBufferRecord>>> xClaim(
      Publisher<XClaimCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            records(streams.xClaim(key(it), it.getGroupName(), it.getNewOwner(), it.getOptions())));
  }

  /** The result is OK, or Error where there was nothing to destroy. */
  @Override
  public Flux<CommandResponse<GroupCommand, String>> xGroup(Publisher<GroupCommand> commands) {
    return Responses.results(commands, this::group);
  }

  private @Nullable String group(GroupCommand command) {
    byte[] key = key(command);
    String group = text(command.getGroupName());
    return switch (command.getAction()) {
      case CREATE -> {
        ReadOffset offset = command.getReadOffset();
        ReadOffset from = offset == null ? ReadOffset.latest() : offset;
        yield streams.xGroupCreate(key, group, from, command.isMkStream());
      }
      case DESTROY -> Boolean.TRUE.equals(streams.xGroupDestroy(key, group)) ? "OK" : "Error";
      case DELETE_CONSUMER -> {
        streams.xGroupDelConsumer(key, Consumer.from(group, text(command.getConsumerName())));
        yield "OK";
      }
      case SET_ID -> throw new IllegalArgumentException("Unknown group command SET_ID");
    };
  }

  // ---- what there is

  @Override
  public Flux<CommandResponse<PendingRecordsCommand, PendingMessagesSummary>> xPendingSummary(
      Publisher<PendingRecordsCommand> commands) {
    return Responses.results(commands, it -> streams.xPending(key(it), it.getGroupName()));
  }

  @Override
  public Flux<CommandResponse<PendingRecordsCommand, PendingMessages>> xPending(
      Publisher<PendingRecordsCommand> commands) {
    return Responses.results(
        commands, it -> streams.xPending(key(it), it.getGroupName(), options(it)));
  }

  private static XPendingOptions options(PendingRecordsCommand command) {
    Long count = command.getCount();
    XPendingOptions options =
        XPendingOptions.range(command.getRange(), count == null ? Long.MAX_VALUE : count);
    String consumer = command.getConsumerName();
    XPendingOptions narrowed = consumer == null ? options : options.consumer(consumer);
    return command.getMinIdleTime() == null
        ? narrowed
        : narrowed.minIdleTime(command.getMinIdleTime());
  }

  @Override
  public Flux<CommandResponse<XInfoCommand, XInfoStream>> xInfo(Publisher<XInfoCommand> commands) {
    return Responses.results(commands, it -> streams.xInfo(key(it)));
  }

  @Override
  public Flux<CommandResponse<XInfoCommand, Flux<XInfoGroup>>> xInfoGroups(
      Publisher<XInfoCommand> commands) {
    return Responses.streams(
        commands, it -> Objects.requireNonNull(streams.xInfoGroups(key(it))).toList());
  }

  @Override
  public Flux<CommandResponse<XInfoCommand, Flux<XInfoConsumer>>> xInfoConsumers(
      Publisher<XInfoCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            Objects.requireNonNull(streams.xInfoConsumers(key(it), text(it.getGroupName())))
                .toList());
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static String text(@Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException("Names of groups and consumers must not be null");
    }
    return text;
  }

  private static RecordId[] ids(Collection<RecordId> ids) {
    return ids.toArray(RecordId[]::new);
  }

  private static List<ByteBufferRecord> records(@Nullable List<ByteRecord> records) {
    return records == null
        ? List.of()
        : records.stream().map(EngineReactiveStreamCommands::record).toList();
  }

  private static ByteBufferRecord record(ByteRecord record) {
    return StreamRecords.newRecord()
        .in(ByteBuffer.wrap(record.getRequiredStream()))
        .withId(record.getId())
        .ofBuffer(Buffers.buffers(record.getValue()));
  }
}
