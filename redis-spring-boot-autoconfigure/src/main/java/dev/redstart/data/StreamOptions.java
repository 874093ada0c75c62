package dev.redstart.data;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.RedisStreamCommands.MaxLenTrimStrategy;
import org.springframework.data.redis.connection.RedisStreamCommands.MinIdTrimStrategy;
import org.springframework.data.redis.connection.RedisStreamCommands.StreamDeletionPolicy;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOperator;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimStrategy;
import org.springframework.data.redis.connection.RedisStreamCommands.XClaimOptions;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;

/** Writes Spring Data's options of streams as the words that Redis knows them by. */
final class StreamOptions {

  private StreamOptions() {}

  /** MAXLEN or MINID with what belongs to it. */
  static Line trim(Line line, TrimOptions trim) {
    TrimStrategy strategy = trim.getTrimStrategy();
    String operator = trim.getTrimOperator() == TrimOperator.EXACT ? "=" : "~";
    if (strategy instanceof MaxLenTrimStrategy longest) {
      line.add("MAXLEN").add(operator).add(longest.threshold());
    } else if (strategy instanceof MinIdTrimStrategy oldest) {
      line.add("MINID").add(operator).add(oldest.threshold().getValue());
    }
    Long limit = trim.getLimit();
    if (limit != null) {
      line.add("LIMIT").add(limit.longValue());
    }
    StreamDeletionPolicy policy = trim.getDeletionPolicy();
    return policy == null ? line : line.add(policy(policy));
  }

  static String policy(StreamDeletionPolicy policy) {
    return switch (policy) {
      case KEEP_REFERENCES -> "KEEPREF";
      case DELETE_REFERENCES -> "DELREF";
      case ACKNOWLEDGED -> "ACKED";
    };
  }

  static Line ids(Line line, RecordId... ids) {
    for (RecordId id : ids) {
      line.add(id.getValue());
    }
    return line;
  }

  /** The lower end of a range of ids. */
  static Line from(Line line, Range<?> range) {
    return line.add(id(range.getLowerBound(), "-"));
  }

  /** The upper end of a range of ids. */
  static Line to(Line line, Range<?> range) {
    return line.add(id(range.getUpperBound(), "+"));
  }

  /** COUNT, BLOCK and, for groups, NOACK. */
  static Line reading(Line line, StreamReadOptions options) {
    Long count = options.getCount();
    if (count != null) {
      line.add("COUNT").add(count.longValue());
    }
    Long block = options.getBlock();
    if (block != null) {
      line.add("BLOCK").add(block.longValue());
    }
    return line.addIf(options.isNoack(), "NOACK");
  }

  /** STREAMS, the keys, where to begin in each. */
  @SafeVarargs
  static Line streams(Line line, StreamOffset<byte[]>... streams) {
    line.add("STREAMS");
    for (StreamOffset<byte[]> stream : streams) {
      line.add(stream.getKey());
    }
    for (StreamOffset<byte[]> stream : streams) {
      line.add(stream.getOffset().getOffset());
    }
    return line;
  }

  /** Idle time, ids and options of XCLAIM. */
  static Line claim(Line line, XClaimOptions options) {
    line.add(options.getMinIdleTime().toMillis());
    for (RecordId id : options.getIds()) {
      line.add(id.getValue());
    }
    Duration idle = options.getIdleTime();
    if (idle != null) {
      line.add("IDLE").add(idle.toMillis());
    }
    if (options.getUnixTime() != null) {
      line.add("TIME").add(options.getUnixTime().toEpochMilli());
    }
    Long retries = options.getRetryCount();
    if (retries != null) {
      line.add("RETRYCOUNT").add(retries.longValue());
    }
    return line.addIf(options.isForce(), "FORCE");
  }

  private static String id(Range.Bound<?> bound, String open) {
    @Nullable Object value = bound.getValue().orElse(null);
    if (value == null) {
      return open;
    }
    boolean extreme = value.equals("-") || value.equals("+");
    return bound.isInclusive() || extreme ? value.toString() : "(" + value;
  }
}
