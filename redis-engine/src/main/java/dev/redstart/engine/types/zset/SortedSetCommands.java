package dev.redstart.engine.types.zset;

import dev.redstart.engine.command.Family;
import dev.redstart.engine.value.Codec;

/** Commands on sorted sets, listed by what they do. */
public final class SortedSetCommands {

  private SortedSetCommands() {}

  /** Declares them all. */
  public static void declare(Family zset, ZsetLimits limits) {
    new AdditionCommands(limits).declare(zset);
    MemberCommands.declare(zset);
    new RangeCommands(limits).declare(zset);
    RemovalCommands.declare(zset);
    PopCommands.declare(zset);
    new SetOperationCommands(limits).declare(zset);
    SampleCommands.declare(zset);
  }

  /** How sorted sets are saved and loaded. */
  public static Codec<?> codec(ZsetLimits limits) {
    return new ZsetCodec(limits);
  }
}
