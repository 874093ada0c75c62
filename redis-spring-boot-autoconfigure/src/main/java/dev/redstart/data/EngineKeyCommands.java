package dev.redstart.data;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.CompareCondition;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.RedisKeyCommands;
import org.springframework.data.redis.connection.SortParameters;
import org.springframework.data.redis.connection.ValueEncoding;
import org.springframework.data.redis.connection.convert.Converters;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/** The commands on keys, whatever they hold. */
final class EngineKeyCommands implements RedisKeyCommands {

  private static final Reader<Duration> SECONDS =
      reply -> reply.isNull() ? null : Duration.ofSeconds(reply.asLong());

  private final Invoker invoker;
  private final Scans scans;

  EngineKeyCommands(Invoker invoker, Scans scans) {
    this.invoker = invoker;
    this.scans = scans;
  }

  @Override
  public @Nullable Boolean copy(byte[] sourceKey, byte[] targetKey, boolean replace) {
    Line line = Line.of(Verb.COPY, sourceKey).add(targetKey).addIf(replace, "REPLACE");
    return invoker.call(Readers.FLAG, line);
  }

  @Override
  public @Nullable Boolean exists(byte[] key) {
    return invoker.call(Readers.FLAG, Verb.EXISTS, key);
  }

  @Override
  public @Nullable Long exists(byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.EXISTS).addAll(keys));
  }

  @Override
  public @Nullable Long del(byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.DEL).addAll(keys));
  }

  @Override
  public @Nullable Boolean delex(byte[] key, CompareCondition condition) {
    return invoker.call(Readers.FLAG, Options.comparison(Line.of(Verb.DELEX, key), condition));
  }

  @Override
  public @Nullable String digest(byte[] key) {
    return invoker.call(Readers.TEXT, Verb.DIGEST, key);
  }

  @Override
  public @Nullable Long unlink(byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.UNLINK).addAll(keys));
  }

  @Override
  public @Nullable DataType type(byte[] key) {
    return invoker.call(Readers.DATA_TYPE, Verb.TYPE, key);
  }

  @Override
  public @Nullable Long touch(byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.TOUCH).addAll(keys));
  }

  @Override
  public @Nullable Set<byte[]> keys(byte[] pattern) {
    return invoker.call(Readers.BYTES_SET, Verb.KEYS, pattern);
  }

  @Override
  public Cursor<byte[]> scan(@Nullable ScanOptions options) {
    return scans.keys(options == null ? ScanOptions.NONE : options);
  }

  @Override
  public byte @Nullable [] randomKey() {
    return invoker.call(Readers.BYTES, Verb.RANDOMKEY);
  }

  @Override
  public void rename(byte[] oldKey, byte[] newKey) {
    invoker.status(Line.of(Verb.RENAME, oldKey).add(newKey));
  }

  @Override
  public @Nullable Boolean renameNX(byte[] oldKey, byte[] newKey) {
    return invoker.call(Readers.FLAG, Verb.RENAMENX, oldKey, newKey);
  }

  @Override
  public @Nullable Boolean expire(byte[] key, long seconds, ExpirationOptions.Condition condition) {
    return expiring(Verb.EXPIRE, key, seconds, condition);
  }

  @Override
  public @Nullable Boolean pExpire(byte[] key, long millis, ExpirationOptions.Condition condition) {
    return expiring(Verb.PEXPIRE, key, millis, condition);
  }

  @Override
  public @Nullable Boolean expireAt(
      byte[] key, long unixTime, ExpirationOptions.Condition condition) {
    return expiring(Verb.EXPIREAT, key, unixTime, condition);
  }

  @Override
  public @Nullable Boolean pExpireAt(
      byte[] key, long unixTimeInMillis, ExpirationOptions.Condition condition) {
    return expiring(Verb.PEXPIREAT, key, unixTimeInMillis, condition);
  }

  @Override
  public @Nullable Boolean persist(byte[] key) {
    return invoker.call(Readers.FLAG, Verb.PERSIST, key);
  }

  @Override
  public @Nullable Boolean move(byte[] key, int dbIndex) {
    return invoker.call(Readers.FLAG, Line.of(Verb.MOVE, key).add(dbIndex));
  }

  @Override
  public @Nullable Long ttl(byte[] key) {
    return invoker.call(Readers.LONG, Verb.TTL, key);
  }

  @Override
  public @Nullable Long ttl(byte[] key, TimeUnit timeUnit) {
    return invoker.call(
        reply -> Converters.secondsToTimeUnit(reply.asLong(), timeUnit), Verb.TTL, key);
  }

  @Override
  public @Nullable Long pTtl(byte[] key) {
    return invoker.call(Readers.LONG, Verb.PTTL, key);
  }

  @Override
  public @Nullable Long pTtl(byte[] key, TimeUnit timeUnit) {
    return invoker.call(
        reply -> Converters.millisecondsToTimeUnit(reply.asLong(), timeUnit), Verb.PTTL, key);
  }

  @Override
  public @Nullable List<byte[]> sort(byte[] key, @Nullable SortParameters params) {
    return invoker.call(Readers.BYTES_LIST, Options.sort(Line.of(Verb.SORT, key), params));
  }

  @Override
  public @Nullable Long sort(byte[] key, @Nullable SortParameters params, byte[] storeKey) {
    Line line = Options.sort(Line.of(Verb.SORT, key), params).add("STORE").add(storeKey);
    return invoker.call(Readers.LONG, line);
  }

  @Override
  public byte @Nullable [] dump(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.DUMP, key);
  }

  @Override
  public void restore(byte[] key, long ttlInMillis, byte[] serializedValue, boolean replace) {
    Line line = Line.of(Verb.RESTORE, key).add(ttlInMillis).add(serializedValue);
    invoker.status(line.addIf(replace, "REPLACE"));
  }

  @Override
  public @Nullable ValueEncoding encodingOf(byte[] key) {
    return invoker.call(Readers.ENCODING, Verb.OBJECT_ENCODING, key);
  }

  @Override
  public @Nullable Duration idletime(byte[] key) {
    return invoker.call(SECONDS, Verb.OBJECT_IDLETIME, key);
  }

  @Override
  public @Nullable Long refcount(byte[] key) {
    return invoker.call(Readers.LONG, Verb.OBJECT_REFCOUNT, key);
  }

  private @Nullable Boolean expiring(
      Verb verb, byte[] key, long when, ExpirationOptions.Condition condition) {
    return invoker.call(Readers.FLAG, Options.condition(Line.of(verb, key).add(when), condition));
  }
}
