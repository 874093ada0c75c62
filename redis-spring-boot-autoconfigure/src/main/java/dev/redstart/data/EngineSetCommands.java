package dev.redstart.data;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisSetCommands;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

/** The commands on sets. */
final class EngineSetCommands implements RedisSetCommands {

  private final Invoker invoker;
  private final Scans scans;

  EngineSetCommands(Invoker invoker, Scans scans) {
    this.invoker = invoker;
    this.scans = scans;
  }

  @Override
  public @Nullable Long sAdd(byte[] key, byte[]... values) {
    return invoker.call(Readers.LONG, Line.of(Verb.SADD, key).addAll(values));
  }

  @Override
  public @Nullable Long sRem(byte[] key, byte[]... values) {
    return invoker.call(Readers.LONG, Line.of(Verb.SREM, key).addAll(values));
  }

  @Override
  public byte @Nullable [] sPop(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.SPOP, key);
  }

  @Override
  public @Nullable List<byte[]> sPop(byte[] key, long count) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.SPOP, key).add(count));
  }

  @Override
  public @Nullable Boolean sMove(byte[] srcKey, byte[] destKey, byte[] value) {
    return invoker.call(Readers.FLAG, Line.of(Verb.SMOVE, srcKey).add(destKey).add(value));
  }

  @Override
  public @Nullable Long sCard(byte[] key) {
    return invoker.call(Readers.LONG, Verb.SCARD, key);
  }

  @Override
  public @Nullable Boolean sIsMember(byte[] key, byte[] value) {
    return invoker.call(Readers.FLAG, Verb.SISMEMBER, key, value);
  }

  @Override
  public @Nullable List<Boolean> sMIsMember(byte[] key, byte[]... values) {
    return invoker.call(Readers.FLAG_LIST, Line.of(Verb.SMISMEMBER, key).addAll(values));
  }

  @Override
  public @Nullable Set<byte[]> sDiff(byte[]... keys) {
    return invoker.call(Readers.BYTES_SET, Line.of(Verb.SDIFF).addAll(keys));
  }

  @Override
  public @Nullable Long sDiffStore(byte[] destKey, byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.SDIFFSTORE, destKey).addAll(keys));
  }

  @Override
  public @Nullable Set<byte[]> sInter(byte[]... keys) {
    return invoker.call(Readers.BYTES_SET, Line.of(Verb.SINTER).addAll(keys));
  }

  @Override
  public @Nullable Long sInterStore(byte[] destKey, byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.SINTERSTORE, destKey).addAll(keys));
  }

  @Override
  public @Nullable Long sInterCard(byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.SINTERCARD).add(keys.length).addAll(keys));
  }

  @Override
  public @Nullable Set<byte[]> sUnion(byte[]... keys) {
    return invoker.call(Readers.BYTES_SET, Line.of(Verb.SUNION).addAll(keys));
  }

  @Override
  public @Nullable Long sUnionStore(byte[] destKey, byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.SUNIONSTORE, destKey).addAll(keys));
  }

  @Override
  public @Nullable Set<byte[]> sMembers(byte[] key) {
    return invoker.call(Readers.BYTES_SET, Verb.SMEMBERS, key);
  }

  @Override
  public byte @Nullable [] sRandMember(byte[] key) {
    return invoker.call(Readers.BYTES, Verb.SRANDMEMBER, key);
  }

  @Override
  public @Nullable List<byte[]> sRandMember(byte[] key, long count) {
    return invoker.call(Readers.BYTES_LIST, Line.of(Verb.SRANDMEMBER, key).add(count));
  }

  @Override
  public Cursor<byte[]> sScan(byte[] key, @Nullable ScanOptions options) {
    return scans.members(key, options == null ? ScanOptions.NONE : options);
  }
}
