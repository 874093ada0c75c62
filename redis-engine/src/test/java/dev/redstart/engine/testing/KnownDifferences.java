package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;
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
   * @param command the name in lower case, {@code *} for all
   * @param until the first version of Redis that answers as we do; empty where none does
   */
  private record Exception(String command, String until, String why, Condition where) {
    boolean appliesTo(Oracle oracle, String called) {
      return (command.equals(called) || command.equals("*"))
          && (until.isEmpty() || !oracle.isAtLeast(until));
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
   * @param oracle answers what else there is to know about it
   * @param before the names of the commands that ran before it
   */
  record Difference(
      String command,
      Bytes[] args,
      WireReply ours,
      WireReply theirs,
      Door oracle,
      Set<String> before) {

    /** What the oracle says of the key that the call names behind its subcommand. */
    WireReply ask(String question) {
      return oracle.run(question + " " + CommandLine.format(args[2]));
    }

    boolean is(String our, String their) {
      return ours.text().equals(Bytes.of(our)) && theirs.text().equals(Bytes.of(their));
    }
  }

  private static final String CURSOR = "7.0 takes other texts for cursors: -1, but no spaces";

  private static final String NO_VALUES = "NOVALUES came with 7.4";

  private static final String TIMEOUT = "7.0 takes a huge timeout for a negative one";

  private static final String OFFSET =
      "7.0 finds nothing behind a negative offset in a skiplist, newer ones start at the first";

  private static final String ABSENT =
      "7.0 tells that a key is absent or of another type before it looks at the range";

  private static final String STREAMS =
      "7.0 has other words for an odd list, takes no + for an id, and checks less";

  private static final String FACTS = "7.0 tells less of consumers, and counts lags otherwise";

  private static final String ERRNO =
      "SORT takes an overflow that an earlier command's number left in errno for its own";

  private static final String RULES =
      "7.0 keeps no order of rules, and doesn't tell of sanitize-payload";

  private static final String KEYS =
      "7.0 says of some keys that they are written where others say overwritten, and finds none in"
          + " PFMERGE of one";

  /** What stands for the number of those that share an object. */
  private static final String SHARED = String.valueOf(Integer.MAX_VALUE);

  /** A set that is larger than this is a hashtable anyway. */
  private static final int MOST_PACKED = 128;

  private static final String TIES =
      "which of several members at one place COUNT leaves out is open";

  private static final List<Exception> LIST =
      List.of(
          new Exception(
              "hscan",
              "7.4",
              NO_VALUES,
              difference -> difference.theirs.text().equals(Bytes.of("ERR syntax error"))),
          new Exception("scan", "7.2", CURSOR, KnownDifferences::strictCursor),
          new Exception("scan", "7.4", NO_VALUES, KnownDifferences::noValues),
          new Exception("sscan", "7.4", NO_VALUES, KnownDifferences::noValues),
          new Exception("zscan", "7.4", NO_VALUES, KnownDifferences::noValues),
          new Exception("sscan", "7.2", CURSOR, KnownDifferences::strictCursor),
          new Exception("hscan", "7.2", CURSOR, KnownDifferences::strictCursor),
          new Exception("zscan", "7.2", CURSOR, KnownDifferences::strictCursor),
          new Exception(
              "lrem",
              "7.2",
              "7.0 takes the least number for a count, though it has no opposite",
              difference -> difference.ours.text().toString().contains("must between")),
          new Exception(
              "lpos",
              "7.2",
              "7.0 takes the least number for a rank, though it has no opposite",
              difference -> difference.ours.text().toString().contains("must between")),
          new Exception("bitcount", "7.2", ABSENT, KnownDifferences::toldBeforeArguments),
          new Exception("bitpos", "7.2", ABSENT, KnownDifferences::toldBeforeArguments),
          new Exception("zrank", "7.2", "WITHSCORE came with 7.2", KnownDifferences::fewArguments),
          new Exception(
              "zrevrank", "7.2", "WITHSCORE came with 7.2", KnownDifferences::fewArguments),
          new Exception(
              "object|encoding",
              "7.2",
              "small lists and sets became listpacks with 7.2",
              difference ->
                  difference.is("listpack", "quicklist")
                      || difference.is("quicklist", "listpack")
                      || difference.is("listpack", "hashtable")),
          new Exception(
              "object|encoding",
              "7.2",
              "7.0 judges arguments one by one, and leaves an intset only when one does not fit",
              difference ->
                  difference.is("hashtable", "listpack")
                      || difference.is("hashtable", "intset")
                      || difference.is("listpack", "intset")),
          new Exception(
              "object|encoding",
              "",
              "a stored union or difference may for a moment be an intset that is too large, and"
                  + " then becomes a hashtable, by the order of what it is made of",
              KnownDifferences::mayHaveBeenIntset),
          new Exception(
              "object|idletime",
              "",
              "small whole numbers are shared by all keys that hold them, their access time, too",
              difference -> difference.ask("OBJECT REFCOUNT").text().is(SHARED)),
          new Exception(
              "client|setname",
              "7.2",
              "7.0 looks behind a zero byte, too",
              difference -> difference.theirs.text().toString().contains(" names cannot contain")),
          new Exception(
              "wait",
              "7.2",
              "7.0 adds any timeout to the time, and waits for no one where the sum is negative",
              difference -> difference.is("ERR timeout is out of range", "0")),
          new Exception(
              "eval",
              "7.2",
              "7.0 keeps waiting calls out of scripts, newer ones answer as in a transaction",
              difference -> difference.theirs.text().toString().contains(" from script")),
          new Exception("blpop", "7.2", TIMEOUT, KnownDifferences::hugeTimeout),
          new Exception("brpop", "7.2", TIMEOUT, KnownDifferences::hugeTimeout),
          new Exception("bzpopmin", "7.2", TIMEOUT, KnownDifferences::hugeTimeout),
          new Exception("bzpopmax", "7.2", TIMEOUT, KnownDifferences::hugeTimeout),
          new Exception("zrangebyscore", "7.2", OFFSET, KnownDifferences::negativeOffset),
          new Exception("zrevrangebyscore", "7.2", OFFSET, KnownDifferences::negativeOffset),
          new Exception("zrangebylex", "7.2", OFFSET, KnownDifferences::negativeOffset),
          new Exception("zrevrangebylex", "7.2", OFFSET, KnownDifferences::negativeOffset),
          new Exception("zrange", "7.2", OFFSET, KnownDifferences::negativeOffset),
          new Exception("xread", "7.4", STREAMS, KnownDifferences::ofStreams),
          new Exception("xreadgroup", "7.4", STREAMS, KnownDifferences::ofStreams),
          new Exception("xsetid", "7.4", STREAMS, KnownDifferences::ofStreams),
          new Exception("xinfo|stream", "7.4", FACTS, difference -> !difference.ours.isError()),
          new Exception("xinfo|groups", "7.4", FACTS, difference -> !difference.ours.isError()),
          new Exception("xinfo|consumers", "7.4", FACTS, difference -> !difference.ours.isError()),
          new Exception(
              "xgroup|createconsumer",
              "7.2",
              "in 7.0 who claims nothing does not become a consumer",
              difference -> difference.is("0", "1")),
          new Exception("acl|list", "7.2", RULES, difference -> !difference.ours.isError()),
          new Exception("acl|getuser", "7.2", RULES, difference -> !difference.ours.isError()),
          new Exception("command|getkeys", "7.2", KEYS, difference -> !difference.ours.isError()),
          new Exception(
              "command|getkeysandflags", "7.2", KEYS, difference -> !difference.ours.isError()),
          new Exception(
              "acl|dryrun",
              "",
              "Redis finds no key in a PFMERGE of one, and lets everybody touch it",
              difference -> difference.theirs.text().is("OK") && difference.args[3].is("PFMERGE")),
          new Exception(
              "acl|dryrun",
              "7.2",
              "7.0 speaks of this user, newer ones name it",
              difference -> difference.theirs.text().toString().startsWith("This user has no")),
          new Exception(
              "*",
              "",
              "a sorted set that SORT has left as a skiplist keeps -0, a listpack keeps 0",
              difference ->
                  sortRan(difference)
                      && Comparison.same(
                          difference.command,
                          difference.args,
                          positive(difference.ours),
                          positive(difference.theirs))),
          new Exception("geosearch", "", TIES, KnownDifferences::leavesOutSome),
          new Exception("georadius_ro", "", TIES, KnownDifferences::leavesOutSome),
          new Exception("georadiusbymember_ro", "", TIES, KnownDifferences::leavesOutSome),
          new Exception("sort", "", ERRNO, KnownDifferences::leftOver),
          new Exception("sort_ro", "", ERRNO, KnownDifferences::leftOver),
          new Exception(
              "object|encoding",
              "",
              "SORT only reads, yet leaves each sorted set that it has read as a skiplist",
              difference -> difference.is("listpack", "skiplist") && sortRan(difference)));

  private static boolean leavesOutSome(Difference difference) {
    return Arrays.stream(difference.args).anyMatch(arg -> arg.is("COUNT"))
        && difference.ours.items().size() == difference.theirs.items().size();
  }

  private static boolean sortRan(Difference difference) {
    return difference.before.contains("sort") || difference.before.contains("sort_ro");
  }

  private static boolean mayHaveBeenIntset(Difference difference) {
    Set<String> before = difference.before;
    boolean stored = before.contains("sunionstore") || before.contains("sdiffstore");
    if (!stored
        || !before.contains("config|set")
        || !(difference.is("hashtable", "listpack") || difference.is("listpack", "hashtable"))) {
      return false;
    }
    List<WireReply> members = difference.ask("SMEMBERS").items();
    return members.size() <= MOST_PACKED
        && members.stream().anyMatch(member -> Ascii.isLong(member.text().shared()));
  }

  private static WireReply positive(WireReply reply) {
    if (reply.isTree()) {
      return WireReply.tree(
          reply.type(), reply.items().stream().map(KnownDifferences::positive).toList());
    }
    return reply.text().is("-0") ? WireReply.leaf(reply.type(), Bytes.of(0)) : reply;
  }

  private static boolean strictCursor(Difference difference) {
    Bytes invalid = Bytes.of("ERR invalid cursor");
    return difference.ours.text().equals(invalid) || difference.theirs.text().equals(invalid);
  }

  private static boolean noValues(Difference difference) {
    return difference.ours.text().toString().startsWith("ERR NOVALUES option can only");
  }

  private static boolean hugeTimeout(Difference difference) {
    return difference.is("ERR timeout is out of range", "ERR timeout is negative");
  }

  private static boolean negativeOffset(Difference difference) {
    Bytes[] args = difference.args;
    return difference.theirs.items().isEmpty()
        && args[args.length - 3].toString().equalsIgnoreCase("LIMIT")
        && args[args.length - 2].toString().startsWith("-");
  }

  private static boolean toldBeforeArguments(Difference difference) {
    String theirs = difference.theirs.text().toString();
    return difference.ours.isError()
        && (theirs.startsWith("WRONGTYPE") || theirs.equals("0") || theirs.equals("-1"));
  }

  private static boolean fewArguments(Difference difference) {
    return difference.theirs.text().toString().startsWith("ERR wrong number of arguments");
  }

  private static boolean ofStreams(Difference difference) {
    String ours = difference.ours.text().toString();
    String theirs = difference.theirs.text().toString();
    return (ours.contains("Unbalanced") && theirs.contains("Unbalanced"))
        || ours.contains("max_deleted_entry_id")
        || ours.contains("The + ID is meaningless")
        || List.of(difference.args).contains(Bytes.of("+"));
  }

  private static boolean leftOver(Difference difference) {
    return !difference.ours.isError()
        && difference.theirs.equals(
            WireReply.leaf('-', Bytes.of("ERR One or more scores can't be converted into double")));
  }

  private KnownDifferences() {}

  /** True where a difference is known and right. */
  static boolean explains(Oracle oracle, Difference difference) {
    return LIST.stream()
        .anyMatch(
            known -> known.appliesTo(oracle, difference.command) && known.where.test(difference));
  }
}
