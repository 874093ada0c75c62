package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;

/**
 * Where the oracle is right to differ: an older Redis than the 7.4 we follow. Every entry says why.
 * The one place for such exceptions.
 */
final class KnownDifferences {

  /**
   * One exception.
   *
   * @param command the name in lower case
   * @param until the first version of Redis that answers as we do
   */
  private record Exception(String command, String until, String why, Condition where) {}

  /** Narrows an exception down to what it is about. */
  @FunctionalInterface
  private interface Condition {
    boolean test(Bytes[] args, WireReply ours, WireReply theirs);
  }

  private static final List<Exception> LIST =
      List.of(
          new Exception(
              "*",
              "7.2",
              "7.0 doubts an option where 7.2 and later know it",
              (args, ours, theirs) ->
                  theirs.isError() && theirs.text().toString().equals("ERR syntax error")));

  private KnownDifferences() {}

  /** True where a difference is known and right. */
  static boolean explains(
      Oracle oracle, String command, Bytes[] args, WireReply ours, WireReply theirs) {
    for (Exception known : LIST) {
      if ((known.command.equals("*") || known.command.equals(command))
          && !oracle.isAtLeast(known.until)
          && known.where.test(args, ours, theirs)) {
        return true;
      }
    }
    return false;
  }
}
