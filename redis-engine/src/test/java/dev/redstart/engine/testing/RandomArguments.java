package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Syntax.Arg;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random arguments by name and type: mostly sensible ones from small pools, some nasty. */
final class RandomArguments {

  private static final List<Bytes> NASTY =
      parse(
          "\"\" 0 -1 1.5 abc nan inf -inf +inf -nan 1e400 0x10 \" 1\" \"1 \" +1 01 -0 1e3 ~ $ - +"
              + " 9223372036854775807 -9223372036854775808 9223372036854775808 -9223372036854775809"
              + " 4294967295 4294967296 2147483647 2147483648 -2147483649 \"z\\x00\" \"\\xff\\xfe\""
              + " \"a\\r\\nb\" NX XX GT COUNT LIMIT WITHSCORES <<x*65>> <<y*300>> (1 [a #1 5-1"
              + " infinity nan(1) .5 1. 5e-324 1.7976931348623157e308 1e-400 %s%n 0b1 '{}' '{a}b'"
              + " 18446744073709551616 1-18446744073709551616 -9223372036854775807 <<z*20000>>");

  /** Not nasty enough to make a server allocate gigabytes. */
  private static final List<Bytes> SMALL = parse("0 1 -1 2 -2 3 -3 5 -7 10 -10 40 -40 abc 1.5");

  private static final List<Bytes> INTEGERS =
      parse("0 1 2 3 4 5 -1 -2 -3 -5 7 10 -10 20 -20 100 127 128 255 1000 -1000");

  private static final List<Bytes> DOUBLES =
      parse("0 1 2 3 -1 1.5 -2.25 0.1 1e3 3.3333333333333335 100 -100 inf -inf +5 1e-7 5e20 1e17");

  private static final List<Bytes> TEXTS =
      parse(
          "m0 m1 m2 m3 m4 m5 m6 m7 a b c abc 1 2 3 -5 10 300 40000 70000 5000000000 1.5 foobar"
              + " \"\" \"x\\x00\\xff\" <<v*63>> <<w*65>>");

  private static final List<Bytes> BOUNDS =
      parse("-inf +inf -inf +inf 0 1 (1 2 (2 3 5 -1 (0.1 (3 100 (inf -5 1e3 nan abc - [a (");

  private static final List<Bytes> ODD_IDS =
      parse("0 0-0 1 5-1 $ > - + (1-1 (5 1-* abc 1-a 0-1 - + 0 -1 18446744073709551615");

  /** Streams begin and end here, in different ways. */
  private static final List<Bytes> FROM = parse("- 0 0-0 - - - 1 (1-0");

  private static final List<Bytes> TO = parse("+ + + + 18446744073709551615 (100000-0");

  private static final List<Bytes> BITS = parse("0 1 0 1 2 -1");

  private static final List<Bytes> BIT_OFFSETS =
      parse(
          "0 1 2 3 5 7 8 9 15 16 63 64 65 100 127 1000 9000 #0 #1 #2 #7 #30 -1 # #-1 #x abc 1.5"
              + " 8388608 9223372036854775807 -9223372036854775808 #144115188075855871");

  private static final List<Bytes> BIT_NUMBERS =
      parse(
          "0 1 -1 2 7 100 -100 127 128 -128 -129 255 256 65535 9223372036854775807"
              + " -9223372036854775808 9223372036854775806 4294967296 abc 9223372036854775808");
  private static final List<Bytes> WAITS = parse("1 2 1 2 -1 abc");

  private static final Map<String, List<Bytes>> BY_NAME =
      Map.ofEntries(
          Map.entry("timeout", parse("0.001 0.002 -1 abc")),
          Map.entry("ttl", parse("0 0 0 100000000 200000000 -1 abc")),
          Map.entry("cursor", parse("0 0 0 0 0 0 0 0 0 abc -1")),
          Map.entry("min", BOUNDS),
          Map.entry("max", BOUNDS),
          Map.entry("group", parse("g0 g0 g0 g1 g2")),
          Map.entry("consumer", parse("c0 c1 c2")),
          Map.entry("min-idle-time", parse("0 0 0 0 0 100000000 -1 abc")),
          Map.entry("type", parse("string list set zset hash stream none foo")),
          Map.entry("encoding", parse("u8 i8 u1 i5 u63 u64 i64 i65 i16 x8 u")),
          Map.entry("bit", BITS),
          Map.entry("subcommand", parse("GETREG DECODE ENCODING TODENSE decode foo")),
          Map.entry("longitude", parse("179.999 -179.999 180 -180 181 abc nan -inf 1e400 \"\"")),
          Map.entry("latitude", parse("84.999 -84.999 85 -85 86 abc nan inf -1e400 \" 1\"")),
          Map.entry("radius", parse("0 1 100 200 20000 -1 abc")),
          Map.entry("width", parse("0 1 100 400 20000 -1")),
          Map.entry("height", parse("0 1 100 400 20000 -1")),
          Map.entry("weight", parse("1 2 0.5 -1 0 inf nan abc")),
          Map.entry("db", parse("0 1 2 15 16 -1 abc")),
          Map.entry("destination-db", parse("0 1 2 15 16 -1 abc")),
          Map.entry("pattern", parse("* m* *1* \"[a-c]*\" *:*->m0 hash:* \"?*\" \"*\\\\*\"")));

  /**
   * Draw by chance as often as they are told, or allocate for it; LSET cuts its index to 32 bits in
   * Redis 7.4 and so writes to the wrong place; LREM takes the least of all numbers in 7.0;
   * FUNCTION LIST echoes line ends in an error there, and all later replies are out of step; CONFIG
   * GET shows all that each server is by itself.
   */
  private static final Set<String> SMALL_ONLY =
      Set.of(
          "srandmember",
          "hrandfield",
          "zrandmember",
          "lset",
          "lrem",
          "function|list",
          "config|get");

  /** Of which an offset or a count leaves open what comes, or, of one, is asked memory for. */
  private static final Set<String> CUTTING =
      Set.of(
          "sort",
          "sort_ro",
          "xautoclaim",
          "zrange",
          "zrangebyscore",
          "zrevrangebyscore",
          "zrangestore",
          "zrangebylex",
          "zrevrangebylex");

  /** Options of streams that are numbers from zero on. */
  private static final List<Bytes> COUNTS = parse("0 1 2 3 5 10 20 1 2 3 5 100 -1 abc");

  private static final Set<String> IDS = Set.of("id", "ID", "lastid", "last-id", "max-deleted-id");

  private static final int KEYS_OF_A_GROUP = 4;

  private final Random random;
  private final List<Bytes> payloads;
  private long lastId = 1;
  private String group = "";

  /**
   * @param payloads what RESTORE is given
   */
  RandomArguments(Random random, List<Bytes> payloads) {
    this.random = random;
    this.payloads = payloads;
  }

  /** Begins a call. */
  void begin() {
    group = "";
  }

  /** An argument of {@code command}. */
  Bytes of(Command command, Arg arg) {
    if (arg.key()) {
      return random.nextInt(60) == 0 ? pick(NASTY) : key(command.group());
    }
    Bytes beyond = ServerArguments.of(command, arg, random);
    if (beyond != null) {
      return beyond;
    }
    if (random.nextInt(25) == 0 && mayBeNasty(command, arg)) {
      return pick(NASTY);
    }
    if (command.group().equals("stream")) {
      Bytes known = ofStream(command, arg.name());
      if (known != null) {
        return known;
      }
    }
    if (arg.name().equals("serialized-value")) {
      return pick(payloads);
    }
    if (isTime(arg.name())) {
      return time(arg.name());
    }
    if (command.group().equals("bitmap")) {
      return bits(command, arg);
    }
    if (mustBeSmall(command) && arg.type().equals("integer")) {
      return pick(SMALL);
    }
    if (arg.name().equals("longitude") || arg.name().equals("latitude")) {
      return place(arg.name());
    }
    List<Bytes> named = BY_NAME.get(arg.name());
    if (named != null) {
      return pick(named);
    }
    // Below zero the answer of Redis 7.4 depends on the encoding.
    if (arg.name().equals("offset") && command.group().equals("sorted-set")) {
      return Bytes.of(random.nextInt(4));
    }
    return random.nextInt(12) == 0 ? pick(NASTY) : sensible(command, arg);
  }

  /** No two alike: which of two members at the same distance comes first is left open. */
  private Bytes place(String name) {
    if (random.nextInt(3) == 0) {
      return pick(BY_NAME.getOrDefault(name, NASTY));
    }
    double most = random.nextBoolean() ? 85 : 3;
    return Bytes.of(Double.toString((2 * random.nextDouble() - 1) * most));
  }

  private @Nullable Bytes ofStream(Command command, String name) {
    if (IDS.contains(name)) {
      return id(command.name().equals("xadd"));
    }
    return switch (name) {
      case "milliseconds" -> pick(WAITS);
      case "start" -> random.nextInt(3) == 0 ? id(false) : pick(FROM);
      case "end" -> random.nextInt(3) == 0 ? id(false) : pick(TO);
      case "threshold" -> random.nextBoolean() ? pick(COUNTS) : id(false);
      case "count", "entries-read", "entries-added", "retrycount" -> pick(COUNTS);
      default -> null;
    };
  }

  /** Mostly an id that some stream may have or, {@code added}, the next one. */
  private Bytes id(boolean added) {
    if (random.nextInt(8) == 0) {
      return pick(ODD_IDS);
    }
    long milliseconds = added ? lastId++ : Math.max(0, lastId - random.nextInt(30));
    return Bytes.of(milliseconds + (random.nextBoolean() ? "-1" : added ? "-*" : "-0"));
  }

  private Bytes bits(Command command, Arg arg) {
    return switch (arg.name()) {
      case "offset" -> pick(BIT_OFFSETS);
      case "increment" -> pick(BIT_NUMBERS);
      case "value" -> pick(command.name().equals("setbit") ? BITS : BIT_NUMBERS);
      case "bit", "encoding" -> pick(BY_NAME.getOrDefault(arg.name(), BITS));
      default -> random.nextInt(12) == 0 ? pick(NASTY) : sensible(command, arg);
    };
  }

  /** Something that few arguments of {@code command} expect. */
  Bytes nasty(Command command) {
    return pick(mustBeSmall(command) ? SMALL : NASTY);
  }

  /** True where a great number would make a server work for ever. */
  private static boolean mustBeSmall(Command command) {
    return SMALL_ONLY.contains(command.name());
  }

  /** Not where two servers may rightly differ: moments that pass meanwhile, ties that are cut. */
  private static boolean mayBeNasty(Command command, Arg arg) {
    boolean place = arg.name().equals("longitude") || arg.name().equals("latitude");
    boolean cut = Set.of("offset", "count", "pattern").contains(arg.name());
    return !place
        && !isTime(arg.name())
        && !Set.of("timeout", "ttl").contains(arg.name())
        && !mustBeSmall(command)
        && !(cut && CUTTING.contains(command.name()));
  }

  private Bytes sensible(Command command, Arg arg) {
    boolean edge = Set.of("start", "stop", "end").contains(arg.name());
    if (edge && command.group().equals("sorted-set")) {
      return pick(random.nextInt(3) == 0 ? BOUNDS : INTEGERS);
    }
    return switch (arg.type()) {
      case "integer" -> pick(INTEGERS);
      case "double" -> pick(DOUBLES);
      default -> pick(TEXTS);
    };
  }

  /** Mostly a key of the command's own type, so that there is something to work on. */
  private Bytes key(String family) {
    String owner =
        switch (family) {
          case "bitmap" -> "string";
          case "geo" -> random.nextInt(4) == 0 ? "sorted-set" : "geo";
          case "generic", "transactions", "scripting", "server" -> anyGroup();
          default -> family;
        };
    if (group.isEmpty() || random.nextInt(16) == 0) {
      group = random.nextInt(16) == 0 ? anyGroup() : owner;
    }
    return Bytes.of(group + ":" + random.nextInt(KEYS_OF_A_GROUP));
  }

  private String anyGroup() {
    List<String> groups =
        List.of(
            "string", "hash", "list", "set", "sorted-set", "stream", "hyperloglog", "geo", "any");
    return groups.get(random.nextInt(groups.size()));
  }

  private static boolean isTime(String name) {
    return name.startsWith("unix-time-") || name.equals("seconds") || name.equals("milliseconds");
  }

  /**
   * Times that come after the test, or came before it; no two alike, so that servers of which one
   * is a millisecond later don't disagree on which is greater.
   */
  private Bytes time(String name) {
    if (random.nextInt(10) == 0) {
      return pick(parse("0 -1 abc 1.5 9223372036854775807 -9223372036854775808 \"\""));
    }
    long seconds = 100_000L + random.nextInt(1_000_000);
    long base = name.startsWith("unix-time") ? 4_000_000_000L : 0;
    long unit = name.endsWith("milliseconds") ? 1000 : 1;
    return Bytes.of((base + seconds) * unit);
  }

  private Bytes pick(List<Bytes> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  private static List<Bytes> parse(String line) {
    return List.of(CommandLine.parse(line));
  }
}
