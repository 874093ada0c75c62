package dev.redstart.data;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisHyperLogLogCommands;

/** The commands that estimate how many distinct elements there are. */
final class EngineHyperLogLogCommands implements RedisHyperLogLogCommands {

  private final Invoker invoker;

  EngineHyperLogLogCommands(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public @Nullable Long pfAdd(byte[] key, byte[]... values) {
    return invoker.call(Readers.LONG, Line.of(Verb.PFADD, key).addAll(values));
  }

  @Override
  public @Nullable Long pfCount(byte[]... keys) {
    return invoker.call(Readers.LONG, Line.of(Verb.PFCOUNT).addAll(keys));
  }

  /** Its OK is among the results of pipelines and transactions: Spring Data's drivers keep it. */
  @Override
  public void pfMerge(byte[] destinationKey, byte[]... sourceKeys) {
    invoker.call(Readers.TEXT, Line.of(Verb.PFMERGE, destinationKey).addAll(sourceKeys));
  }
}
