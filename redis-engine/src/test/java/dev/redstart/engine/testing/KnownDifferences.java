package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;
import java.util.Set;

/**
 * Where the oracle may differ: an older Redis than the 7.4 we follow, or a side effect that no
 * reply is about. Every entry says why. The one place for such exceptions.
 */
final class KnownDifferences {

  /**
   * One exception.
   *
   * @param command the name in lower case
   * @param until the first version of Redis that answers as we do; empty where none does
   */
  private record Exception(String command, String until, String why, Condition where) {
    boolean appliesTo(Oracle oracle, String called) {
      return command.equals(called) && (until.isEmpty() || !oracle.isAtLeast(until));
    }
  }

  /** Narrows an exception down to what it is about. */
  @FunctionalInterface
  private interface Condition {
    boolean test(Difference difference);
  }

  /**
   * Two replies to one call that are not the same.
   *
   * @param before the names of the commands that ran before it
   */
  record Difference(
      String command, Bytes[] args, WireReply ours, WireReply theirs, Set<String> before) {

    boolean is(String our, String their) {
      return ours.text().equals(Bytes.of(our)) && theirs.text().equals(Bytes.of(their));
    }
  }

  private static final List<Exception> LIST =
      List.of(
          new Exception(
              "hscan",
              "7.4",
              "NOVALUES came with 7.4",
              difference -> difference.theirs.text().equals(Bytes.of("ERR syntax error"))),
          new Exception(
              "object|encoding",
              "",
              "SORT only reads, yet leaves each sorted set that it has read as a skiplist",
              difference ->
                  difference.is("listpack", "skiplist")
                      && (difference.before.contains("sort")
                          || difference.before.contains("sort_ro"))));

  private KnownDifferences() {}

  /** True where a difference is known and right. */
  static boolean explains(Oracle oracle, Difference difference) {
    return LIST.stream()
        .anyMatch(
            known -> known.appliesTo(oracle, difference.command) && known.where.test(difference));
  }
}
