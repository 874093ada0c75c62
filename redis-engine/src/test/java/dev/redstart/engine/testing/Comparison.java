package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What "the same reply" means for each command: exactly the same, but for what Redis leaves open
 * and for what depends on when a call runs.
 */
final class Comparison {

  /** How far apart two clocks' answers may be, in milliseconds or seconds. */
  private static final long NEAR = 1500;

  private static final long MOST_IDLE = 1 << 24;

  private enum Rule {
    EXACT,
    /** Elements in any order, on every level. */
    UNORDERED,
    /** Field and value in any order of the pairs. */
    UNORDERED_PAIRS,
    /** Chosen by chance: the kind of reply and the number of elements. */
    SHAPE,
    /** Numbers that move with the clock. */
    TIME,
    /** Seconds since an access: Redis keeps 24 bits of them, so that 0 follows on the greatest. */
    IDLE_TIME,
    /** Times among other things that are told of streams. */
    STREAM_TIMES,
    /** A cursor is opaque, so a page of a walk may be any: a whole walk is compared. */
    WALK,
    /** A walk of which the elements come in pairs. */
    WALK_OF_PAIRS,
    /** As before, the second being a number: Redis writes 0.1 in two forms, by the encoding. */
    WALK_OF_SCORES
  }

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("keys", Rule.UNORDERED),
          Map.entry("smembers", Rule.UNORDERED),
          Map.entry("sinter", Rule.UNORDERED),
          Map.entry("sunion", Rule.UNORDERED),
          Map.entry("sdiff", Rule.UNORDERED),
          Map.entry("hkeys", Rule.UNORDERED),
          Map.entry("hvals", Rule.UNORDERED),
          Map.entry("hgetall", Rule.UNORDERED_PAIRS),
          Map.entry("config|get", Rule.UNORDERED_PAIRS),
          Map.entry("pubsub|channels", Rule.UNORDERED),
          Map.entry("pubsub|shardchannels", Rule.UNORDERED),
          Map.entry("command|list", Rule.UNORDERED),
          Map.entry("randomkey", Rule.SHAPE),
          Map.entry("srandmember", Rule.SHAPE),
          Map.entry("spop", Rule.SHAPE),
          Map.entry("hrandfield", Rule.SHAPE),
          Map.entry("zrandmember", Rule.SHAPE),
          Map.entry("ttl", Rule.TIME),
          Map.entry("pttl", Rule.TIME),
          Map.entry("expiretime", Rule.TIME),
          Map.entry("pexpiretime", Rule.TIME),
          Map.entry("httl", Rule.TIME),
          Map.entry("hpttl", Rule.TIME),
          Map.entry("hexpiretime", Rule.TIME),
          Map.entry("hpexpiretime", Rule.TIME),
          Map.entry("object|idletime", Rule.IDLE_TIME),
          Map.entry("time", Rule.SHAPE),
          Map.entry("memory|usage", Rule.SHAPE),
          Map.entry("acl|genpass", Rule.SHAPE),
          Map.entry("acl|cat", Rule.UNORDERED),
          Map.entry("function|list", Rule.UNORDERED),
          Map.entry("lastsave", Rule.TIME),
          Map.entry("xpending", Rule.STREAM_TIMES),
          Map.entry("xinfo|stream", Rule.STREAM_TIMES),
          Map.entry("xinfo|consumers", Rule.STREAM_TIMES),
          Map.entry("scan", Rule.WALK),
          Map.entry("sscan", Rule.WALK),
          Map.entry("hscan", Rule.WALK_OF_PAIRS),
          Map.entry("zscan", Rule.WALK_OF_SCORES));

  private Comparison() {}

  /**
   * True where two replies to {@code command} are the same.
   *
   * @param command the name in lower case, {@code object|encoding} for a subcommand
   * @param args the call, which may change what is comparable
   */
  static boolean same(String command, Bytes[] args, WireReply ours, WireReply theirs) {
    if (ours.isError() || theirs.isError()) {
      return ours.equals(theirs);
    }
    boolean fields = has(args, "NOVALUES");
    return switch (RULES.getOrDefault(command, Rule.EXACT)) {
      case EXACT -> ours.equals(theirs) || close(ours, theirs);
      case UNORDERED -> sorted(ours, 1).equals(sorted(theirs, 1));
      case UNORDERED_PAIRS -> sorted(ours, 2).equals(sorted(theirs, 2));
      case SHAPE -> shape(ours).equals(shape(theirs));
      case TIME -> near(ours, theirs);
      case IDLE_TIME -> near(ours, theirs) || aroundTheEnd(ours, theirs);
      case STREAM_TIMES -> StreamTimes.same(ours, theirs);
      case WALK -> !startsAtZero(command, args) || walk(ours, theirs, 1);
      case WALK_OF_SCORES ->
          !startsAtZero(command, args) || walk(withShortScores(ours), withShortScores(theirs), 2);
      case WALK_OF_PAIRS -> !startsAtZero(command, args) || walk(ours, theirs, fields ? 1 : 2);
    };
  }

  /**
   * True where two replies differ in doubles only, and those mean the same number: 7.0 writes them
   * with 17 digits, 7.4 with as few as lead back to the number.
   */
  static boolean close(WireReply ours, WireReply theirs) {
    if (ours.type() != theirs.type() || ours.items().size() != theirs.items().size()) {
      return false;
    }
    for (int i = 0; i < ours.items().size(); i++) {
      WireReply one = ours.items().get(i);
      WireReply other = theirs.items().get(i);
      if (!one.equals(other) && !close(one, other)) {
        return false;
      }
    }
    return ours.text().equals(theirs.text()) || sameDouble(ours, theirs);
  }

  private static boolean sameDouble(WireReply ours, WireReply theirs) {
    boolean candidates =
        ours.type() == ','
            || (ours.type() == '$' && Math.max(ours.text().length(), theirs.text().length()) >= 17);
    if (!candidates || Oracle.required().isAtLeast("7.2")) {
      return false;
    }
    return Decimals.parse(ours.text()) == Decimals.parse(theirs.text());
  }

  private static boolean near(WireReply ours, WireReply theirs) {
    if (ours.type() != theirs.type() || ours.items().size() != theirs.items().size()) {
      return false;
    }
    for (int i = 0; i < ours.items().size(); i++) {
      if (!near(ours.items().get(i), theirs.items().get(i))) {
        return false;
      }
    }
    if (ours.type() != ':') {
      return ours.text().equals(theirs.text());
    }
    long one = number(ours);
    long other = number(theirs);
    return one == other || (one >= 0 && other >= 0 && Math.abs(one - other) <= NEAR);
  }

  private static boolean aroundTheEnd(WireReply ours, WireReply theirs) {
    return ours.type() == ':'
        && theirs.type() == ':'
        && MOST_IDLE - Math.abs(number(ours) - number(theirs)) <= NEAR;
  }

  private static long number(WireReply reply) {
    return Long.parseLong(reply.text().toString());
  }

  private static boolean walk(WireReply ours, WireReply theirs, int step) {
    if (ours.items().size() != 2 || theirs.items().size() != 2) {
      return ours.equals(theirs);
    }
    boolean whole = isEnd(ours.items().get(0)) && isEnd(theirs.items().get(0));
    return !whole || sorted(ours.items().get(1), step).equals(sorted(theirs.items().get(1), step));
  }

  private static WireReply withShortScores(WireReply page) {
    if (page.items().size() != 2) {
      return page;
    }
    List<WireReply> items = new ArrayList<>(page.items().get(1).items());
    for (int i = 1; i < items.size(); i += 2) {
      Bytes score = Decimals.print(Decimals.parse(items.get(i).text()));
      items.set(i, WireReply.leaf(items.get(i).type(), score));
    }
    return WireReply.tree('*', List.of(page.items().get(0), WireReply.tree('*', items)));
  }

  private static boolean startsAtZero(String command, Bytes[] args) {
    int at = command.equals("scan") ? 1 : 2;
    return args.length > at && args[at].equals(Bytes.of(0));
  }

  private static boolean isEnd(WireReply cursor) {
    return cursor.text().toString().equals("0");
  }

  private static WireReply sorted(WireReply reply, int step) {
    if (!reply.isTree() || reply.items().size() % step != 0) {
      return reply;
    }
    List<List<WireReply>> groups = new ArrayList<>();
    for (int i = 0; i < reply.items().size(); i += step) {
      groups.add(reply.items().subList(i, i + step));
    }
    groups.sort(Comparator.comparing(String::valueOf));
    return WireReply.tree(reply.type(), groups.stream().flatMap(List::stream).toList());
  }

  private static String shape(WireReply reply) {
    return reply.type() + (reply.isTree() ? "[" + reply.items().size() + "]" : "");
  }

  private static boolean has(Bytes[] args, String word) {
    for (Bytes arg : args) {
      if (arg.is(word)) {
        return true;
      }
    }
    return false;
  }
}
