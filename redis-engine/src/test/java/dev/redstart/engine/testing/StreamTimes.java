package dev.redstart.engine.testing;

import java.util.List;
import java.util.Set;

/** Compares what commands tell of streams, in which some numbers move with the clock. */
final class StreamTimes {

  private static final long NEAR = 1500;

  /** Later than this is a time since 1970, all else a number that must be the same. */
  private static final long TIME = 1_000_000_000_000L;

  private static final Set<String> IDLE = Set.of("idle", "inactive");

  /** Id, consumer, idle time and deliveries, as XPENDING lists them. */
  private static final int PENDING = 4;

  private static final int PENDING_IDLE = 2;

  private StreamTimes() {}

  static boolean same(WireReply ours, WireReply theirs) {
    List<WireReply> our = ours.items();
    List<WireReply> their = theirs.items();
    if (!ours.isTree() || ours.type() != theirs.type() || our.size() != their.size()) {
      return ours.equals(theirs) || bothAbove(ours, theirs, TIME);
    }
    for (int i = 0; i < our.size(); i++) {
      boolean idle = i > 0 && IDLE.contains(our.get(i - 1).text().toString());
      boolean moves = idle || isPending(our) && i == PENDING_IDLE;
      boolean near = moves && bothAbove(our.get(i), their.get(i), 0);
      if (!near && !same(our.get(i), their.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPending(List<WireReply> items) {
    return items.size() == PENDING
        && items.get(0).type() == '$'
        && items.get(1).type() == '$'
        && items.get(PENDING_IDLE).type() == ':'
        && items.get(PENDING - 1).type() == ':';
  }

  /** Two numbers that are near each other, and neither is less than {@code least}. */
  private static boolean bothAbove(WireReply ours, WireReply theirs, long least) {
    if (ours.type() != ':' || theirs.type() != ':') {
      return false;
    }
    long one = Long.parseLong(ours.text().toString());
    long other = Long.parseLong(theirs.text().toString());
    return one >= least && other >= least && Math.abs(one - other) <= NEAR;
  }
}
