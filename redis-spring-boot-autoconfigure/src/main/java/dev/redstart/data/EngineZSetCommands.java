package dev.redstart.data;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisZSetCommands;
import org.springframework.data.redis.connection.zset.Aggregate;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.connection.zset.Weights;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/** The commands on sorted sets. */
final class EngineZSetCommands implements RedisZSetCommands {

  private static final String WITH_SCORES = "WITHSCORES";

  private final Invoker invoker;
  private final Scans scans;

  EngineZSetCommands(Invoker invoker, Scans scans) {
    this.invoker = invoker;
    this.scans = scans;
  }

  // ---- adding and removing

  @Override
  public @Nullable Boolean zAdd(byte[] key, double score, byte[] value, ZAddArgs args) {
    return invoker.call(Readers.FLAG, adding(key, args).add(score).add(value));
  }

  @Override
  public @Nullable Long zAdd(byte[] key, Set<Tuple> tuples, ZAddArgs args) {
    Line line = adding(key, args);
    for (Tuple tuple : tuples) {
      line.add(tuple.getScore().doubleValue()).add(tuple.getValue());
    }
    return invoker.call(Readers.LONG, line);
  }

  @Override
  public @Nullable Double zIncrBy(byte[] key, double increment, byte[] value) {
    return invoker.call(Readers.DOUBLE, Line.of(Verb.ZINCRBY, key).add(increment).add(value));
  }

  @Override
  public @Nullable Long zRem(byte[] key, byte[]... values) {
    return invoker.call(Readers.LONG, Line.of(Verb.ZREM, key).addAll(values));
  }

  @Override
  public @Nullable Long zRemRange(byte[] key, long start, long end) {
    return invoker.call(Readers.LONG, Line.of(Verb.ZREMRANGEBYRANK, key).add(start).add(end));
  }

  @Override
  public @Nullable Long zRemRangeByLex(
      byte[] key, org.springframework.data.domain.Range<byte[]> range) {
    return invoker.call(Readers.LONG, Options.names(Line.of(Verb.ZREMRANGEBYLEX, key), range));
  }

  @Override
  public @Nullable Long zRemRangeByScore(
      byte[] key, org.springframework.data.domain.Range<? extends Number> range) {
    return invoker.call(Readers.LONG, Options.scores(Line.of(Verb.ZREMRANGEBYSCORE, key), range));
  }

  @Override
  public @Nullable Tuple zPopMin(byte[] key) {
    return invoker.call(PairReader.TUPLE, Verb.ZPOPMIN, key);
  }

  @Override
  public @Nullable Set<Tuple> zPopMin(byte[] key, long count) {
    return invoker.call(PairReader.TUPLE_SET, Line.of(Verb.ZPOPMIN, key).add(count));
  }

  @Override
  public @Nullable Tuple bZPopMin(byte[] key, long timeout, TimeUnit unit) {
    Line line = Line.of(Verb.BZPOPMIN, key).add(seconds(timeout, unit));
    return invoker.call(PairReader.TUPLE_AFTER_KEY, line);
  }

  @Override
  public @Nullable Tuple zPopMax(byte[] key) {
    return invoker.call(PairReader.TUPLE, Verb.ZPOPMAX, key);
  }

  @Override
  public @Nullable Set<Tuple> zPopMax(byte[] key, long count) {
    return invoker.call(PairReader.TUPLE_SET, Line.of(Verb.ZPOPMAX, key).add(count));
  }

  @Override
  public @Nullable Tuple bZPopMax(byte[] key, long timeout, TimeUnit unit) {
    Line line = Line.of(Verb.BZPOPMAX, key).add(seconds(timeout, unit));
    return invoker.call(PairReader.TUPLE_AFTER_KEY, line);
  }

  // ---- asking

  @Override
  public @Nullable Long zCard(byte[] key) {
    return invoker.call(Readers.LONG, Verb.ZCARD, key);
  }

  @Override
  public @Nullable Long zCount(
      byte[] key, org.springframework.data.domain.Range<? extends Number> range) {
    return invoker.call(Readers.LONG, Options.scores(Line.of(Verb.ZCOUNT, key), range));
  }

  @Override
  public @Nullable Long zLexCount(byte[] key, org.springframework.data.domain.Range<byte[]> range) {
    return invoker.call(Readers.LONG, Options.names(Line.of(Verb.ZLEXCOUNT, key), range));
  }

  @Override
  public @Nullable Double zScore(byte[] key, byte[] value) {
    return invoker.call(Readers.DOUBLE, Verb.ZSCORE, key, value);
  }

  @Override
  public @Nullable List<Double> zMScore(byte[] key, byte[]... values) {
    return invoker.call(Readers.DOUBLE_LIST, Line.of(Verb.ZMSCORE, key).addAll(values));
  }

  @Override
  public @Nullable Long zRank(byte[] key, byte[] value) {
    return invoker.call(Readers.LONG, Verb.ZRANK, key, value);
  }

  @Override
  public @Nullable Long zRevRank(byte[] key, byte[] value) {
    return invoker.call(Readers.LONG, Verb.ZREVRANK, key, value);
  }

  @Override
  @SuppressWarnings("NullAway") // Spring Data says never null, and returns null.
  public byte[] zRandMember(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.ZRANDMEMBER, key);
  }

  @Override
  public @Nullable List<byte[]> zRandMember(byte[] key, long count) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.ZRANDMEMBER, key).add(count));
  }

  @Override
  public @Nullable Tuple zRandMemberWithScore(byte[] key) {
    return invoker.call(PairReader.TUPLE, Line.of(Verb.ZRANDMEMBER, key).add(1).add(WITH_SCORES));
  }

  @Override
  public @Nullable List<Tuple> zRandMemberWithScore(byte[] key, long count) {
    return invoker.call(
        PairReader.TUPLES, Line.of(Verb.ZRANDMEMBER, key).add(count).add(WITH_SCORES));
  }

  @Override
  public Cursor<Tuple> zScan(byte[] key, @Nullable ScanOptions options) {
    return scans.tuples(key, options == null ? ScanOptions.NONE : options);
  }

  // ---- ranges

  @Override
  public @Nullable Set<byte[]> zRange(byte[] key, long start, long end) {
    return invoker.call(Readers.BYTES_SET, Line.of(Verb.ZRANGE, key).add(start).add(end));
  }

  @Override
  public @Nullable Set<Tuple> zRangeWithScores(byte[] key, long start, long end) {
    Line line = Line.of(Verb.ZRANGE, key).add(start).add(end).add(WITH_SCORES);
    return invoker.call(PairReader.TUPLE_SET, line);
  }

  @Override
  public @Nullable Set<byte[]> zRevRange(byte[] key, long start, long end) {
    return invoker.call(Readers.BYTES_SET, Line.of(Verb.ZREVRANGE, key).add(start).add(end));
  }

  @Override
  public @Nullable Set<Tuple> zRevRangeWithScores(byte[] key, long start, long end) {
    Line line = Line.of(Verb.ZREVRANGE, key).add(start).add(end).add(WITH_SCORES);
    return invoker.call(PairReader.TUPLE_SET, line);
  }

  /** Spring Data's default would lose bounds that are no numbers, such as {@code (1}. */
  @Override
  @SuppressWarnings("deprecation")
  public @Nullable Set<byte[]> zRangeByScore(byte[] key, String min, String max) {
    return invoker.call(Readers.BYTES_SET, Line.of(Verb.ZRANGEBYSCORE, key).add(min).add(max));
  }

  @Override
  public @Nullable Set<byte[]> zRangeByScore(
      byte[] key, String min, String max, long offset, long count) {
    Line line = Line.of(Verb.ZRANGEBYSCORE, key).add(min).add(max);
    return invoker.call(Readers.BYTES_SET, line.add("LIMIT").add(offset).add(count));
  }

  @Override
  public @Nullable Set<byte[]> zRangeByScore(
      byte[] key,
      org.springframework.data.domain.Range<? extends Number> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.scores(Line.of(Verb.ZRANGEBYSCORE, key), range);
    return invoker.call(Readers.BYTES_SET, Options.limit(line, limit));
  }

  @Override
  public @Nullable Set<Tuple> zRangeByScoreWithScores(
      byte[] key,
      org.springframework.data.domain.Range<? extends Number> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.scores(Line.of(Verb.ZRANGEBYSCORE, key), range).add(WITH_SCORES);
    return invoker.call(PairReader.TUPLE_SET, Options.limit(line, limit));
  }

  @Override
  public @Nullable Set<byte[]> zRevRangeByScore(
      byte[] key,
      org.springframework.data.domain.Range<? extends Number> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.reversed(Line.of(Verb.ZREVRANGEBYSCORE, key), range);
    return invoker.call(Readers.BYTES_SET, Options.limit(line, limit));
  }

  @Override
  public @Nullable Set<Tuple> zRevRangeByScoreWithScores(
      byte[] key,
      org.springframework.data.domain.Range<? extends Number> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.reversed(Line.of(Verb.ZREVRANGEBYSCORE, key), range).add(WITH_SCORES);
    return invoker.call(PairReader.TUPLE_SET, Options.limit(line, limit));
  }

  @Override
  public @Nullable Set<byte[]> zRangeByLex(
      byte[] key,
      org.springframework.data.domain.Range<byte[]> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.names(Line.of(Verb.ZRANGEBYLEX, key), range);
    return invoker.call(Readers.BYTES_SET, Options.limit(line, limit));
  }

  @Override
  public @Nullable Set<byte[]> zRevRangeByLex(
      byte[] key,
      org.springframework.data.domain.Range<byte[]> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.reversedNames(Line.of(Verb.ZREVRANGEBYLEX, key), range);
    return invoker.call(Readers.BYTES_SET, Options.limit(line, limit));
  }

  @Override
  public @Nullable Long zRangeStoreByLex(
      byte[] dstKey,
      byte[] srcKey,
      org.springframework.data.domain.Range<byte[]> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.names(Line.of(Verb.ZRANGESTORE, dstKey).add(srcKey), range).add("BYLEX");
    return invoker.call(Readers.LONG, Options.limit(line, limit));
  }

  @Override
  public @Nullable Long zRangeStoreRevByLex(
      byte[] dstKey,
      byte[] srcKey,
      org.springframework.data.domain.Range<byte[]> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.reversedNames(Line.of(Verb.ZRANGESTORE, dstKey).add(srcKey), range);
    return invoker.call(Readers.LONG, Options.limit(line.add("BYLEX").add("REV"), limit));
  }

  @Override
  public @Nullable Long zRangeStoreByScore(
      byte[] dstKey,
      byte[] srcKey,
      org.springframework.data.domain.Range<? extends Number> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.scores(Line.of(Verb.ZRANGESTORE, dstKey).add(srcKey), range).add("BYSCORE");
    return invoker.call(Readers.LONG, Options.limit(line, limit));
  }

  @Override
  public @Nullable Long zRangeStoreRevByScore(
      byte[] dstKey,
      byte[] srcKey,
      org.springframework.data.domain.Range<? extends Number> range,
      org.springframework.data.redis.connection.Limit limit) {
    Line line = Options.reversed(Line.of(Verb.ZRANGESTORE, dstKey).add(srcKey), range);
    return invoker.call(Readers.LONG, Options.limit(line.add("BYSCORE").add("REV"), limit));
  }

  // ---- several sets

  @Override
  public @Nullable Set<byte[]> zDiff(byte[]... sets) {
    return invoker.call(Readers.BYTES_SET, counted(Line.of(Verb.ZDIFF), sets));
  }

  @Override
  public @Nullable Set<Tuple> zDiffWithScores(byte[]... sets) {
    return invoker.call(PairReader.TUPLE_SET, counted(Line.of(Verb.ZDIFF), sets).add(WITH_SCORES));
  }

  @Override
  public @Nullable Long zDiffStore(byte[] destKey, byte[]... sets) {
    return invoker.call(Readers.LONG, counted(Line.of(Verb.ZDIFFSTORE, destKey), sets));
  }

  @Override
  public @Nullable Set<byte[]> zInter(byte[]... sets) {
    return invoker.call(Readers.BYTES_SET, counted(Line.of(Verb.ZINTER), sets));
  }

  @Override
  public @Nullable Set<Tuple> zInterWithScores(byte[]... sets) {
    return invoker.call(PairReader.TUPLE_SET, counted(Line.of(Verb.ZINTER), sets).add(WITH_SCORES));
  }

  @Override
  public @Nullable Set<Tuple> zInterWithScores(
      Aggregate aggregate, Weights weights, byte[]... sets) {
    Line line = combined(Line.of(Verb.ZINTER), aggregate, weights, sets);
    return invoker.call(PairReader.TUPLE_SET, line.add(WITH_SCORES));
  }

  @Override
  public @Nullable Long zInterStore(byte[] destKey, byte[]... sets) {
    return invoker.call(Readers.LONG, counted(Line.of(Verb.ZINTERSTORE, destKey), sets));
  }

  @Override
  public @Nullable Long zInterStore(
      byte[] destKey, Aggregate aggregate, Weights weights, byte[]... sets) {
    return invoker.call(
        Readers.LONG, combined(Line.of(Verb.ZINTERSTORE, destKey), aggregate, weights, sets));
  }

  @Override
  public @Nullable Set<byte[]> zUnion(byte[]... sets) {
    return invoker.call(Readers.BYTES_SET, counted(Line.of(Verb.ZUNION), sets));
  }

  @Override
  public @Nullable Set<Tuple> zUnionWithScores(byte[]... sets) {
    return invoker.call(PairReader.TUPLE_SET, counted(Line.of(Verb.ZUNION), sets).add(WITH_SCORES));
  }

  @Override
  public @Nullable Set<Tuple> zUnionWithScores(
      Aggregate aggregate, Weights weights, byte[]... sets) {
    Line line = combined(Line.of(Verb.ZUNION), aggregate, weights, sets);
    return invoker.call(PairReader.TUPLE_SET, line.add(WITH_SCORES));
  }

  @Override
  public @Nullable Long zUnionStore(byte[] destKey, byte[]... sets) {
    return invoker.call(Readers.LONG, counted(Line.of(Verb.ZUNIONSTORE, destKey), sets));
  }

  @Override
  public @Nullable Long zUnionStore(
      byte[] destKey, Aggregate aggregate, Weights weights, byte[]... sets) {
    return invoker.call(
        Readers.LONG, combined(Line.of(Verb.ZUNIONSTORE, destKey), aggregate, weights, sets));
  }

  private static Line adding(byte[] key, ZAddArgs args) {
    Line line = Line.of(Verb.ZADD, key);
    if (!args.isEmpty()) {
      for (ZAddArgs.Flag flag : ZAddArgs.Flag.values()) {
        line.addIf(args.contains(flag), flag.name());
      }
    }
    return line;
  }

  private static Line counted(Line line, byte[]... sets) {
    return line.add(sets.length).addAll(sets);
  }

  private static Line combined(Line line, Aggregate aggregate, Weights weights, byte[]... sets) {
    if (weights.size() != sets.length) {
      throw new IllegalArgumentException(
          "The number of weights %d must match the number of source sets %d"
              .formatted(weights.size(), sets.length));
    }
    counted(line, sets).add("WEIGHTS");
    for (double weight : weights.toArray()) {
      line.add(weight);
    }
    return line.add("AGGREGATE").add(aggregate.name());
  }

  private static double seconds(long timeout, TimeUnit unit) {
    return unit == TimeUnit.MILLISECONDS ? timeout / 1000.0 : unit.toSeconds(timeout);
  }
}
