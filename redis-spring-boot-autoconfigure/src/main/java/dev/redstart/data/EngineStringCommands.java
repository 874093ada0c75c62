package dev.redstart.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldIncrBy;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldSet;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldSubCommand;
import org.springframework.data.redis.connection.RedisStringCommands;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.core.types.Expiration;

/** The commands on strings. */
final class EngineStringCommands implements RedisStringCommands {

  private final Invoker invoker;

  EngineStringCommands(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.GET, key);
  }

  @Override
  public byte @Nullable [] getDel(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.GETDEL, key);
  }

  @Override
  public byte @Nullable [] getEx(byte[] key, Expiration expiration) {
    return invoker.call(Readers.BYTES, Options.newExpiration(Line.of(Verb.GETEX, key), expiration));
  }

  @Override
  public byte @Nullable [] getSet(byte[] key, byte[] value) {
    return invoker.call(Readers.BYTES, Verb.GETSET, key, value);
  }

  @Override
  public @Nullable List<byte[]> mGet(byte[]... keys) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.MGET).addAll(keys));
  }

  @Override
  public @Nullable Boolean set(byte[] key, byte[] value) {
    return invoker.call(Readers.DONE, Verb.SET, key, value);
  }

  @Override
  public @Nullable Boolean set(
      byte[] key, byte[] value, SetCondition condition, Expiration expiration) {
    return invoker.call(Readers.DONE, setting(key, value, condition, expiration));
  }

  @Override
  public byte @Nullable [] setGet(
      byte[] key, byte[] value, SetCondition condition, Expiration expiration) {
    return invoker.call(Readers.BYTES, setting(key, value, condition, expiration).add("GET"));
  }

  @Override
  public @Nullable Boolean setNX(byte[] key, byte[] value) {
    return invoker.call(Readers.FLAG, Verb.SETNX, key, value);
  }

  @Override
  public @Nullable Boolean setEx(byte[] key, long seconds, byte[] value) {
    return invoker.call(Readers.DONE, Line.of(Verb.SETEX, key).add(seconds).add(value));
  }

  @Override
  public @Nullable Boolean pSetEx(byte[] key, long milliseconds, byte[] value) {
    return invoker.call(Readers.DONE, Line.of(Verb.PSETEX, key).add(milliseconds).add(value));
  }

  @Override
  public @Nullable Boolean mSet(Map<byte[], byte[]> tuples) {
    return invoker.call(Readers.DONE, Line.of(Verb.MSET).addAll(tuples));
  }

  @Override
  public @Nullable Boolean mSetNX(Map<byte[], byte[]> tuples) {
    return invoker.call(Readers.FLAG, Line.of(Verb.MSETNX).addAll(tuples));
  }

  @Override
  public @Nullable Long incr(byte[] key) {
    return invoker.call(Readers.LONG, Verb.INCR, key);
  }

  @Override
  public @Nullable Long incrBy(byte[] key, long value) {
    return invoker.call(Readers.LONG, Line.of(Verb.INCRBY, key).add(value));
  }

  @Override
  public @Nullable Double incrBy(byte[] key, double value) {
    return invoker.call(Readers.DOUBLE, Line.of(Verb.INCRBYFLOAT, key).add(value));
  }

  @Override
  public @Nullable Long decr(byte[] key) {
    return invoker.call(Readers.LONG, Verb.DECR, key);
  }

  @Override
  public @Nullable Long decrBy(byte[] key, long value) {
    return invoker.call(Readers.LONG, Line.of(Verb.DECRBY, key).add(value));
  }

  @Override
  public @Nullable Long append(byte[] key, byte[] value) {
    return invoker.call(Readers.LONG, Verb.APPEND, key, value);
  }

  @Override
  public byte @Nullable [] getRange(byte[] key, long start, long end) {
    return invoker.call(Readers.BYTES, Line.of(Verb.GETRANGE, key).add(start).add(end));
  }

  @Override
  public void setRange(byte[] key, byte[] value, long offset) {
    invoker.status(Line.of(Verb.SETRANGE, key).add(offset).add(value));
  }

  @Override
  public @Nullable Long strLen(byte[] key) {
    return invoker.call(Readers.LONG, Verb.STRLEN, key);
  }

  // ---- bits

  @Override
  public @Nullable Boolean getBit(byte[] key, long offset) {
    return invoker.call(Readers.FLAG, Line.of(Verb.GETBIT, key).add(offset));
  }

  @Override
  public @Nullable Boolean setBit(byte[] key, long offset, boolean value) {
    return invoker.call(Readers.FLAG, Line.of(Verb.SETBIT, key).add(offset).add(value ? 1 : 0));
  }

  @Override
  public @Nullable Long bitCount(byte[] key) {
    return invoker.call(Readers.LONG, Verb.BITCOUNT, key);
  }

  @Override
  public @Nullable Long bitCount(byte[] key, long start, long end) {
    return invoker.call(Readers.LONG, Line.of(Verb.BITCOUNT, key).add(start).add(end));
  }

  @Override
  public @Nullable List<Long> bitField(byte[] key, BitFieldSubCommands subCommands) {
    Line line = Line.of(Verb.BITFIELD, key);
    subCommands.getSubCommands().forEach(part -> addPart(line, part));
    return invoker.call(Readers.LONG_LIST, line);
  }

  @Override
  public @Nullable Long bitOp(BitOperation op, byte[] destination, byte[]... keys) {
    return invoker.call(
        Readers.LONG, Line.of(Verb.BITOP).add(op.name()).add(destination).addAll(keys));
  }

  @Override
  public @Nullable Long bitPos(byte[] key, boolean bit, Range<Long> range) {
    Line line = Line.of(Verb.BITPOS, key).add(bit ? 1 : 0);
    Long from = range.getLowerBound().getValue().orElse(null);
    Long to = range.getUpperBound().getValue().orElse(null);
    if (from != null || to != null) {
      line.add(from == null ? 0L : from.longValue());
    }
    if (to != null) {
      line.add(to.longValue());
    }
    return invoker.call(Readers.LONG, line);
  }

  private static Line setting(
      byte[] key, byte[] value, SetCondition condition, Expiration expiration) {
    Line line = Line.of(Verb.SET, key).add(value);
    return Options.expiration(Options.condition(line, condition), expiration);
  }

  private static void addPart(Line line, BitFieldSubCommand part) {
    if (part instanceof BitFieldIncrBy increment && increment.getOverflow() != null) {
      line.add("OVERFLOW").add(increment.getOverflow().name());
    }
    line.add(part.getCommand());
    line.add(part.getType().asString()).add(part.getOffset().asString());
    if (part instanceof BitFieldSet set) {
      line.add(set.getValue());
    } else if (part instanceof BitFieldIncrBy increment) {
      line.add(increment.getValue());
    }
  }
}
