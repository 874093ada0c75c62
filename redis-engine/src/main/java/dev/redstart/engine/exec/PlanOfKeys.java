package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.keyspace.Keyspace;
import java.util.function.IntConsumer;

/** Gathers the shards of a call's keys. */
final class PlanOfKeys implements IntConsumer {

  private final Keyspace keyspace;
  private final Bytes[] args;
  private long shards;

  PlanOfKeys(Keyspace keyspace, Bytes[] args) {
    this.keyspace = keyspace;
    this.args = args;
  }

  @Override
  public void accept(int index) {
    shards |= keyspace.plan(args[index]);
  }

  long shards() {
    return shards;
  }
}
