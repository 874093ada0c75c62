package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** XCLAIM and XAUTOCLAIM: entries that go from one consumer to another. */
final class ClaimCommands {

  private static final long USUAL_COUNT = 100;
  private static final long ATTEMPTS = 10;
  private static final long MOST_COUNT = Long.MAX_VALUE / 16;

  private ClaimCommands() {}

  static void declare(Family stream) {
    stream
        .write(
            "XCLAIM key group consumer min-idle-time:string id [id ...] [IDLE ms:integer]"
                + " [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID]"
                + " [LASTID lastid]",
            ClaimCommands::xclaim)
        .fast()
        .access("RW update")
        .tips("nondeterministic_output")
        .doc(
            "5.0.0",
            "O(log N), N being the number of the group's pending entries.",
            "Gives pending entries to a consumer.");
    stream
        .write(
            "XAUTOCLAIM key group consumer min-idle-time:string start:string [COUNT count]"
                + " [JUSTID]",
            ClaimCommands::xautoclaim)
        .fast()
        .access("RW delete")
        .tips("nondeterministic_output")
        .doc("6.2.0", "O(1) if COUNT is small.", "Gives entries pending for long to a consumer.");
  }

  /** The group of the call, or its error. */
  private static StreamGroup group(Call call, @Nullable StreamValue stream) {
    return GroupCommands.group(call.key(), stream, call.arg(2));
  }

  private static long minIdle(Call call) {
    String error = "ERR Invalid min-idle-time argument for ";
    String name = call.command().name().toUpperCase(Locale.ROOT);
    return Math.max(0, call.options(4).integer(error + name));
  }

  private static Reply xclaim(Call call) {
    StreamValue stream = call.read(STREAM);
    StreamGroup group = group(call, stream);
    if (stream == null) {
      throw new IllegalStateException("a group without a stream");
    }
    long minIdle = minIdle(call);
    List<StreamId> ids = new ArrayList<>();
    int at = 5;
    for (; at < call.argc(); at++) {
      StreamId id = IdSyntax.idOrNull(call.arg(at));
      if (id == null) {
        break;
      }
      ids.add(id);
    }
    ClaimOptions options = ClaimOptions.parse(call, at, minIdle);
    boolean moved = options.lastId().isAfter(group.lastId());
    if (moved) {
      group.moveTo(options.lastId(), group.entriesRead());
    }
    Claim claim = new Claim(call, stream, group, options);
    List<Reply> claimed = new ArrayList<>();
    for (StreamId id : ids) {
      Reply reply = claim.one(id);
      if (reply != null) {
        claimed.add(reply);
      }
    }
    claim.finish(moved);
    return Reply.array(claimed);
  }

  private static Reply xautoclaim(Call call) {
    long minIdle = minIdle(call);
    StreamId start = IdSyntax.from(call.arg(5));
    long count = USUAL_COUNT;
    boolean justId = false;
    Args args = call.options(6);
    while (args.more()) {
      if (args.wordWithValue("COUNT")) {
        count = args.integer(1, MOST_COUNT, "ERR COUNT must be > 0");
      } else if (args.word("JUSTID")) {
        justId = true;
      } else {
        throw Errors.syntax();
      }
    }
    StreamValue stream = call.read(STREAM);
    StreamGroup group = group(call, stream);
    if (stream == null) {
      throw new IllegalStateException("a group without a stream");
    }
    ClaimOptions options = ClaimOptions.now(call.now(), minIdle, justId);
    return walk(new Claim(call, stream, group, options), group, start, count);
  }

  /** Goes over so many pending entries at most, and says where to go on. */
  private static Reply walk(Claim claim, StreamGroup group, StreamId start, long count) {
    List<Reply> claimed = new ArrayList<>();
    List<Reply> gone = new ArrayList<>();
    long attempts = count * ATTEMPTS;
    Map.Entry<StreamId, Pending> next = group.pendingById().ceilingEntry(start);
    while (next != null && attempts > 0 && claimed.size() + gone.size() < count) {
      StreamId id = next.getKey();
      Reply reply = claim.one(id);
      if (reply != null) {
        claimed.add(reply);
      } else if (!group.pendingById().containsKey(id)) {
        gone.add(StreamReplies.id(id));
      }
      attempts--;
      next = group.pendingById().higherEntry(id);
    }
    claim.finish(false);
    StreamId cursor = next == null ? StreamId.ZERO : next.getKey();
    return Reply.array(StreamReplies.id(cursor), Reply.array(claimed), Reply.array(gone));
  }

  /** One run of either command. */
  private static final class Claim {
    private final Call call;
    private final StreamValue stream;
    private final StreamGroup group;
    private final ClaimOptions options;
    private final GroupLog log;
    private final StreamConsumer consumer;

    Claim(Call call, StreamValue stream, StreamGroup group, ClaimOptions options) {
      this.call = call;
      this.stream = stream;
      this.group = group;
      this.options = options;
      this.log = new GroupLog(call, call.key(), group);
      this.consumer = log.consumer(call.arg(3));
    }

    /** Claims an entry; null where it isn't there or not to be had. */
    @Nullable Reply one(StreamId id) {
      Pending entry = group.pendingById().get(id);
      List<Bytes> content = stream.content(id);
      if (content == null) {
        if (entry != null) {
          log.claimed(entry);
          group.release(id);
        }
        return null;
      }
      if (entry == null) {
        if (!options.force()) {
          return null;
        }
        entry = group.deliver(consumer, id, call.now());
      } else if (options.minIdle() != 0 && entry.idle(call.now()) < options.minIdle()) {
        return null;
      }
      entry.moveTo(consumer);
      entry.delivered(options.time(), options.deliveries(entry.deliveries()));
      consumer.active(consumer.seenTime());
      log.claimed(entry);
      return options.justId() ? StreamReplies.id(id) : StreamReplies.entry(id, content);
    }

    /** Notes what was done. */
    void finish(boolean moved) {
      if (moved) {
        log.moved();
      } else {
        log.flush();
      }
    }
  }
}
