package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisListCommands;

/** The commands on lists. */
final class EngineListCommands implements RedisListCommands {

  /** Positions; a single one where no count was asked for. */
  private static final Reader<List<Long>> POSITIONS = EngineListCommands::positions;

  private final Invoker invoker;

  EngineListCommands(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public @Nullable Long rPush(byte[] key, byte[]... values) {
    return invoker.call(Readers.LONG, Line.of(Verb.RPUSH, key).addAll(values));
  }

  @Override
  public @Nullable Long lPush(byte[] key, byte[]... values) {
    return invoker.call(Readers.LONG, Line.of(Verb.LPUSH, key).addAll(values));
  }

  @Override
  public @Nullable Long rPushX(byte[] key, byte[] value) {
    return invoker.call(Readers.LONG, Verb.RPUSHX, key, value);
  }

  @Override
  public @Nullable Long lPushX(byte[] key, byte[] value) {
    return invoker.call(Readers.LONG, Verb.LPUSHX, key, value);
  }

  @Override
  public @Nullable List<Long> lPos(
      byte[] key, byte[] element, @Nullable Integer rank, @Nullable Integer count) {
    Line line = Line.of(Verb.LPOS, key).add(element);
    if (rank != null) {
      line.add("RANK").add(rank.longValue());
    }
    if (count != null) {
      line.add("COUNT").add(count.longValue());
    }
    return invoker.call(POSITIONS, line);
  }

  @Override
  public @Nullable Long lLen(byte[] key) {
    return invoker.call(Readers.LONG, Verb.LLEN, key);
  }

  @Override
  public @Nullable List<byte[]> lRange(byte[] key, long start, long end) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.LRANGE, key).add(start).add(end));
  }

  @Override
  public void lTrim(byte[] key, long start, long end) {
    invoker.status(Line.of(Verb.LTRIM, key).add(start).add(end));
  }

  @Override
  public byte @Nullable [] lIndex(byte[] key, long index) {
    return invoker.call(Readers.BYTES, Line.of(Verb.LINDEX, key).add(index));
  }

  @Override
  public @Nullable Long lInsert(byte[] key, Position where, byte[] pivot, byte[] value) {
    return invoker.call(
        Readers.LONG, Line.of(Verb.LINSERT, key).add(where.name()).add(pivot).add(value));
  }

  @Override
  public byte @Nullable [] lMove(
      byte[] sourceKey, byte[] destinationKey, Direction from, Direction to) {
    Line line = Line.of(Verb.LMOVE, sourceKey).add(destinationKey);
    return invoker.call(Readers.BYTES, line.add(from.name()).add(to.name()));
  }

  @Override
  public byte @Nullable [] bLMove(
      byte[] sourceKey, byte[] destinationKey, Direction from, Direction to, double timeout) {
    Line line = Line.of(Verb.BLMOVE, sourceKey).add(destinationKey);
    return invoker.call(Readers.BYTES, line.add(from.name()).add(to.name()).add(timeout));
  }

  @Override
  public void lSet(byte[] key, long index, byte[] value) {
    invoker.status(Line.of(Verb.LSET, key).add(index).add(value));
  }

  @Override
  public @Nullable Long lRem(byte[] key, long count, byte[] value) {
    return invoker.call(Readers.LONG, Line.of(Verb.LREM, key).add(count).add(value));
  }

  @Override
  public byte @Nullable [] lPop(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.LPOP, key);
  }

  @Override
  public @Nullable List<byte[]> lPop(byte[] key, long count) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.LPOP, key).add(count));
  }

  @Override
  public byte @Nullable [] rPop(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.RPOP, key);
  }

  @Override
  public @Nullable List<byte[]> rPop(byte[] key, long count) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.RPOP, key).add(count));
  }

  @Override
  public @Nullable List<byte[]> bLPop(int timeout, byte[]... keys) {
    return invoker.call(Readers.BYTES_LIST_OR_NULL, Line.of(Verb.BLPOP).addAll(keys).add(timeout));
  }

  @Override
  public @Nullable List<byte[]> bRPop(int timeout, byte[]... keys) {
    return invoker.call(Readers.BYTES_LIST_OR_NULL, Line.of(Verb.BRPOP).addAll(keys).add(timeout));
  }

  @Override
  public byte @Nullable [] rPopLPush(byte[] srcKey, byte[] dstKey) {
    return invoker.call(Readers.BYTES, Verb.RPOPLPUSH, srcKey, dstKey);
  }

  @Override
  public byte @Nullable [] bRPopLPush(int timeout, byte[] srcKey, byte[] dstKey) {
    return invoker.call(Readers.BYTES, Line.of(Verb.BRPOPLPUSH, srcKey).add(dstKey).add(timeout));
  }

  private static @Nullable List<Long> positions(Reply reply) {
    return reply instanceof Reply.Int position
        ? List.of(position.value())
        : Readers.LONG_LIST.read(reply);
  }
}
