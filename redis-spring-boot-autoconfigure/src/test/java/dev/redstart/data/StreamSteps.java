package dev.redstart.data;

import static dev.redstart.data.ContractSteps.b;

import dev.redstart.data.ContractSteps.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XClaimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XPendingOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XTrimOptions;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.connection.stream.StreamRecords;

/** The contract of streams. */
@SuppressWarnings("unchecked") // Arrays of generic types, for variable arguments.
final class StreamSteps {

  private static final byte[] KEY = b("stream");
  private static final byte[] NONE = b("none");
  private static final StreamReadOptions ONE = StreamReadOptions.empty().count(1);
  private static final Consumer ALICE = Consumer.from("group", "alice");

  private final List<Step> steps = new ArrayList<>();

  private StreamSteps() {}

  /** Three records, and a group that has two consumers and two records pending. */
  static void prepare(RedisStreamCommands it) {
    for (String id : List.of("1-1", "2-1", "3-1")) {
      it.xAdd(record("stream", id, "f", id), XAddOptions.none());
    }
    it.xGroupCreate(KEY, "group", ReadOffset.from("0-0"));
    it.xReadGroup(ALICE, ONE, StreamOffset.create(KEY, ReadOffset.lastConsumed()));
    it.xReadGroup(
        Consumer.from("group", "bob"), ONE, StreamOffset.create(KEY, ReadOffset.lastConsumed()));
  }

  static List<Step> all() {
    StreamSteps all = new StreamSteps();
    all.adding();
    all.reading();
    all.groups();
    all.pending();
    all.claiming();
    return all.steps;
  }

  private void add(String name, Function<RedisStreamCommands, Object> call) {
    steps.add(new Step(name, it -> call.apply(it.streamCommands())));
  }

  private static MapRecord<byte[], byte[], byte[]> record(
      String stream, String id, String field, String value) {
    return StreamRecords.newRecord().in(b(stream)).withId(id).ofBytes(Map.of(b(field), b(value)));
  }

  private void adding() {
    add("xAdd", it -> it.xAdd(record("new", "5-5", "a", "b"), XAddOptions.none()));
    add("xAdd old id", it -> it.xAdd(record("stream", "1-1", "a", "b"), XAddOptions.none()));
    add(
        "xAdd nomkstream",
        it -> it.xAdd(record("new", "5-5", "a", "b"), XAddOptions.makeNoStream()));
    add(
        "xAdd maxlen",
        it ->
            it.xAdd(
                record("stream", "5-5", "a", "b"),
                XAddOptions.trim(TrimOptions.maxLen(2).exact())));
    add(
        "xAdd minid",
        it ->
            it.xAdd(
                record("stream", "5-5", "a", "b"),
                XAddOptions.trim(TrimOptions.minId(RecordId.of("3-0")).exact())));
    add("xDel", it -> it.xDel(KEY, RecordId.of("1-1"), RecordId.of("9-9")));
    add("xLen", it -> it.xLen(KEY));
    add("xLen missing", it -> it.xLen(NONE));
    add("xTrim", it -> it.xTrim(KEY, 1));
    add("xTrim approximate", it -> it.xTrim(KEY, 1, true));
    add(
        "xTrim minid",
        it -> it.xTrim(KEY, XTrimOptions.trim(TrimOptions.minId(RecordId.of("2-1")).exact())));
  }

  private void reading() {
    add("xRange", it -> it.xRange(KEY, Range.unbounded(), Limit.unlimited()));
    add("xRange limit", it -> it.xRange(KEY, Range.unbounded(), Limit.limit().count(2)));
    add("xRange closed", it -> it.xRange(KEY, Range.closed("1-1", "2-1"), Limit.unlimited()));
    add("xRange open", it -> it.xRange(KEY, Range.open("1-1", "3-1"), Limit.unlimited()));
    add("xRange missing", it -> it.xRange(NONE, Range.unbounded(), Limit.unlimited()));
    add("xRevRange", it -> it.xRevRange(KEY, Range.closed("2-0", "9"), Limit.limit().count(1)));
    add("xRead", it -> it.xRead(ONE, StreamOffset.fromStart(KEY)));
    add("xRead after", it -> it.xRead(StreamOffset.from(record("stream", "2-1", "f", "v"))));
    add("xRead two", it -> it.xRead(StreamOffset.fromStart(KEY), StreamOffset.fromStart(NONE)));
    add("xRead missing", it -> it.xRead(StreamOffset.fromStart(NONE)));
    add("xRead wrong type", it -> it.xRead(StreamOffset.fromStart(b("list"))));
    add(
        "xRead block",
        it ->
            it.xRead(
                StreamReadOptions.empty().block(Duration.ofMillis(5)), StreamOffset.latest(KEY)));
  }

  private void groups() {
    StreamOffset<byte[]> fresh = StreamOffset.create(KEY, ReadOffset.lastConsumed());
    add("xReadGroup", it -> it.xReadGroup(ALICE, fresh));
    add("xReadGroup noack", it -> it.xReadGroup(ALICE, ONE.noack(), fresh));
    add("xReadGroup own", it -> it.xReadGroup(ALICE, StreamOffset.fromStart(KEY)));
    add("xReadGroup no group", it -> it.xReadGroup(Consumer.from("nobody", "x"), fresh));
    add("xAck", it -> it.xAck(KEY, "group", RecordId.of("1-1"), RecordId.of("3-1")));
    add("xGroupCreate", it -> it.xGroupCreate(KEY, "more", ReadOffset.latest()));
    add("xGroupCreate again", it -> it.xGroupCreate(KEY, "group", ReadOffset.latest()));
    add("xGroupCreate none", it -> it.xGroupCreate(NONE, "group", ReadOffset.latest()));
    add("xGroupCreate stream", it -> it.xGroupCreate(NONE, "g", ReadOffset.latest(), true));
    add("xGroupDelConsumer", it -> it.xGroupDelConsumer(KEY, ALICE));
    add("xGroupDestroy", it -> it.xGroupDestroy(KEY, "group"));
    add("xGroupDestroy missing", it -> it.xGroupDestroy(KEY, "nobody"));
    add("xInfo", it -> it.xInfo(KEY));
    add("xInfo missing", it -> it.xInfo(NONE));
    add("xInfoGroups", it -> it.xInfoGroups(KEY));
    add("xInfoConsumers", it -> it.xInfoConsumers(KEY, "group"));
  }

  private void pending() {
    add("xPending", it -> it.xPending(KEY, "group"));
    add(
        "xPending none",
        it -> {
          it.xAck(KEY, "group", RecordId.of("1-1"), RecordId.of("2-1"));
          return it.xPending(KEY, "group");
        });
    add("xPending no group", it -> it.xPending(KEY, "nobody"));
    add("xPending all", it -> it.xPending(KEY, "group", XPendingOptions.unbounded()));
    add("xPending one", it -> it.xPending(KEY, "group", XPendingOptions.unbounded(1L)));
    add("xPending consumer", it -> it.xPending(KEY, ALICE));
    add(
        "xPending idle",
        it ->
            it.xPending(
                KEY, "group", XPendingOptions.unbounded(9L).minIdleTime(Duration.ofHours(1))));
    add(
        "xPending range",
        it -> it.xPending(KEY, "group", XPendingOptions.range(Range.closed("2-0", "2-9"), 5L)));
  }

  private void claiming() {
    XClaimOptions both = XClaimOptions.minIdle(Duration.ZERO).ids("1-1", "2-1", "9-9");
    add("xClaim", it -> it.xClaim(KEY, "group", "carol", both));
    add(
        "xClaim options",
        it -> it.xClaim(KEY, "group", "carol", both.idle(Duration.ofHours(2)).retryCount(7)));
    add("xClaim force", it -> it.xClaim(KEY, "group", "carol", both.force()));
    add("xClaimJustId", it -> it.xClaimJustId(KEY, "group", "carol", both));
    add("xClaim no group", it -> it.xClaim(KEY, "nobody", "carol", both));
  }
}
