package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.RedisHashCommands;
import org.springframework.data.redis.connection.convert.Converters;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.types.Expiration;

/** The commands on hashes. */
final class EngineHashCommands implements RedisHashCommands {

  private static final Reader<List<Map.Entry<byte[], byte[]>>> ENTRIES =
      reply -> PairReader.pairs(reply, EngineHashCommands::entry);

  private static final Reader<Map.Entry<byte[], byte[]>> FIRST_ENTRY =
      reply -> PairReader.first(reply, EngineHashCommands::entry);

  private final Invoker invoker;
  private final Scans scans;

  EngineHashCommands(Invoker invoker, Scans scans) {
    this.invoker = invoker;
    this.scans = scans;
  }

  /** A field and its value. */
  static Map.Entry<byte[], byte[]> entry(Reply field, Reply value) {
    return Converters.entryOf(Readers.someBytes(field), Readers.someBytes(value));
  }

  @Override
  public @Nullable Boolean hSet(byte[] key, byte[] field, byte[] value) {
    return invoker.call(Readers.FLAG, Line.of(Verb.HSET, key).add(field).add(value));
  }

  @Override
  public @Nullable Boolean hSetNX(byte[] key, byte[] field, byte[] value) {
    return invoker.call(Readers.FLAG, Line.of(Verb.HSETNX, key).add(field).add(value));
  }

  @Override
  public byte @Nullable [] hGet(byte[] key, byte[] field) {
    return invoker.call(Readers.BYTES, Verb.HGET, key, field);
  }

  @Override
  public @Nullable List<byte[]> hMGet(byte[] key, byte[]... fields) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.HMGET, key).addAll(fields));
  }

  @Override
  public void hMSet(byte[] key, Map<byte[], byte[]> hashes) {
    invoker.status(Line.of(Verb.HMSET, key).addAll(hashes));
  }

  @Override
  public @Nullable Long hIncrBy(byte[] key, byte[] field, long delta) {
    return invoker.call(Readers.LONG, Line.of(Verb.HINCRBY, key).add(field).add(delta));
  }

  @Override
  public @Nullable Double hIncrBy(byte[] key, byte[] field, double delta) {
    return invoker.call(Readers.DOUBLE, Line.of(Verb.HINCRBYFLOAT, key).add(field).add(delta));
  }

  @Override
  public @Nullable Boolean hExists(byte[] key, byte[] field) {
    return invoker.call(Readers.FLAG, Verb.HEXISTS, key, field);
  }

  @Override
  public @Nullable Long hDel(byte[] key, byte[]... fields) {
    return invoker.call(Readers.LONG, Line.of(Verb.HDEL, key).addAll(fields));
  }

  @Override
  public @Nullable Long hLen(byte[] key) {
    return invoker.call(Readers.LONG, Verb.HLEN, key);
  }

  @Override
  public @Nullable Set<byte[]> hKeys(byte[] key) {
    return invoker.call(Readers.BYTES_SET, Verb.HKEYS, key);
  }

  @Override
  public @Nullable List<byte[]> hVals(byte[] key) {
    return invoker.call(Readers.BYTES_LIST, Verb.HVALS, key);
  }

  @Override
  public @Nullable Map<byte[], byte[]> hGetAll(byte[] key) {
    return invoker.call(Readers.BYTES_MAP, Verb.HGETALL, key);
  }

  @Override
  public byte @Nullable [] hRandField(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.HRANDFIELD, key);
  }

  @Override
  public Map.@Nullable Entry<byte[], byte[]> hRandFieldWithValues(byte[] key) {
    return invoker.call(FIRST_ENTRY, Line.of(Verb.HRANDFIELD, key).add(1).add("WITHVALUES"));
  }

  @Override
  public @Nullable List<byte[]> hRandField(byte[] key, long count) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.HRANDFIELD, key).add(count));
  }

  @Override
  public @Nullable List<Map.Entry<byte[], byte[]>> hRandFieldWithValues(byte[] key, long count) {
    return invoker.call(ENTRIES, Line.of(Verb.HRANDFIELD, key).add(count).add("WITHVALUES"));
  }

  @Override
  public Cursor<Map.Entry<byte[], byte[]>> hScan(byte[] key, @Nullable ScanOptions options) {
    return scans.fields(key, options == null ? ScanOptions.NONE : options);
  }

  @Override
  public @Nullable Long hStrLen(byte[] key, byte[] field) {
    return invoker.call(Readers.LONG, Verb.HSTRLEN, key, field);
  }

  // ---- fields with a time to live

  @Override
  public @Nullable List<Long> hExpire(
      byte[] key, long seconds, ExpirationOptions.Condition condition, byte[]... fields) {
    Line line = Options.condition(Line.of(Verb.HEXPIRE, key).add(seconds), condition);
    return longs(line, fields);
  }

  @Override
  public @Nullable List<Long> hpExpire(
      byte[] key, long millis, ExpirationOptions.Condition condition, byte[]... fields) {
    Line line = Options.condition(Line.of(Verb.HPEXPIRE, key).add(millis), condition);
    return longs(line, fields);
  }

  @Override
  public @Nullable List<Long> hExpireAt(
      byte[] key, long unixTime, ExpirationOptions.Condition condition, byte[]... fields) {
    Line line = Options.condition(Line.of(Verb.HEXPIREAT, key).add(unixTime), condition);
    return longs(line, fields);
  }

  @Override
  public @Nullable List<Long> hpExpireAt(
      byte[] key, long unixTimeInMillis, ExpirationOptions.Condition condition, byte[]... fields) {
    Line line = Options.condition(Line.of(Verb.HPEXPIREAT, key).add(unixTimeInMillis), condition);
    return longs(line, fields);
  }

  @Override
  public @Nullable List<Long> hPersist(byte[] key, byte[]... fields) {
    return longs(Line.of(Verb.HPERSIST, key), fields);
  }

  @Override
  public @Nullable List<Long> hTtl(byte[] key, byte[]... fields) {
    return longs(Line.of(Verb.HTTL, key), fields);
  }

  @Override
  public @Nullable List<Long> hTtl(byte[] key, TimeUnit timeUnit, byte[]... fields) {
    Reader<List<Long>> reader =
        Readers.listOf(reply -> Converters.secondsToTimeUnit(reply.asLong(), timeUnit));
    return invoker.call(reader, named(Line.of(Verb.HTTL, key), fields));
  }

  @Override
  public @Nullable List<Long> hpTtl(byte[] key, byte[]... fields) {
    return longs(Line.of(Verb.HPTTL, key), fields);
  }

  @Override
  public @Nullable List<byte[]> hGetDel(byte[] key, byte[]... fields) {
    return invoker.call(Readers.BYTES_LIST, named(Line.of(Verb.HGETDEL, key), fields));
  }

  @Override
  public @Nullable List<byte[]> hGetEx(
      byte[] key, @Nullable Expiration expiration, byte[]... fields) {
    Line line = Options.newExpiration(Line.of(Verb.HGETEX, key), expiration);
    return invoker.call(Readers.BYTES_LIST, named(line, fields));
  }

  @Override
  public @Nullable Boolean hSetEx(
      byte[] key,
      Map<byte[], byte[]> hashes,
      HashFieldSetOption condition,
      @Nullable Expiration expiration) {
    Line line = Line.of(Verb.HSETEX, key);
    switch (condition) {
      case IF_NONE_EXIST -> line.add("FNX");
      case IF_ALL_EXIST -> line.add("FXX");
      case UPSERT -> {}
    }
    Options.expiration(line, expiration).add("FIELDS").add(hashes.size()).addAll(hashes);
    return invoker.call(Readers.FLAG, line);
  }

  private @Nullable List<Long> longs(Line line, byte[]... fields) {
    return invoker.call(Readers.LONG_LIST, named(line, fields));
  }

  private static Line named(Line line, byte[]... fields) {
    return line.add("FIELDS").add(fields.length).addAll(fields);
  }
}
