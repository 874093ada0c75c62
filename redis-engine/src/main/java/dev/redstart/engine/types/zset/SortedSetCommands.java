package dev.redstart.engine.types.zset;

import dev.redstart.engine.command.Family;

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
}
