package dev.redstart.engine.types.string;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands on strings. */
public final class StringCommands {

  private static final long LONGEST_DEFAULT = 512L << 20;
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final String COMPARISONS =
      "IFEQ ifeq-value | IFNE ifne-value | IFDEQ ifdeq-digest | IFDNE ifdne-digest";
  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes SET = Bytes.of("SET");

  private final Setting.Whole longest;

  private StringCommands(Setting.Whole longest) {
    this.longest = longest;
  }

  /** Declares how long a string may be: also the measure for what comes through the port. */
  public static Setting.Whole longest(Settings settings) {
    return settings.memory("proto-max-bulk-len", LONGEST_DEFAULT);
  }

  /** Refuses a string that would be longer than {@code longest} allows. */
  public static void checkLength(Setting.Whole longest, long length) {
    if (length > Math.min(longest.get(), LONGEST_ARRAY)) {
      throw new CommandException(Errors.STRING_TOO_LONG);
    }
  }

  /**
   * Declares the family.
   *
   * @param longest from {@link #longest(Settings)}
   */
  public static void declare(Family family, Setting.Whole longest) {
    StringCommands commands = new StringCommands(longest);
    commands.declareReads(family);
    commands.declareWrites(family);
    commands.declareSets(family);
    declareSetsOfMany(family);
    declareNewer(family);
    Counting.declare(family);
  }

  /** How strings are saved and loaded. */
  public static Codec<?> codec() {
    return new StringCodec();
  }

  private void declareReads(Family family) {
    family
        .read("GET key", StringCommands::get)
        .fast()
        .doc("1.0.0", "O(1)", "Answers the string that a key holds.");
    family
        .read("MGET key [key ...]", StringCommands::mget)
        .fast()
        .tips("request_policy:multi_shard")
        .doc("1.0.0", "O(N), N being the number of keys", "Answers the strings of several keys.");
    family
        .read("STRLEN key", StringCommands::strlen)
        .fast()
        .access("RO")
        .doc("2.2.0", "O(1)", "Answers how many bytes a string has.");
    family
        .read("GETRANGE key start end", StringCommands::getrange)
        .doc("2.4.0", "O(N), N being the length of the answer", "Answers a part of a string.");
    family
        .read("SUBSTR key start end", StringCommands::getrange)
        .doc("1.0.0", "O(N), N being the length of the answer", "The former name of GETRANGE.");
    family
        .read(
            "LCS key1:key key2:key [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
            call -> LcsCommand.lcs(call, longest))
        .keys(new KeySpec.Range(1, 1, 1, "RO access"))
        .doc(
            "7.0.0",
            "O(N*M), N and M being the lengths of the strings",
            "Finds the longest sequence of bytes that two strings have in common.");
  }

  private void declareWrites(Family family) {
    family
        .write("APPEND key value", this::append)
        .grows()
        .fast()
        .access("RW insert")
        .doc("2.0.0", "O(1) for each byte", "Adds bytes at the end of a string, or creates one.");
    family
        .write("SETRANGE key offset value", this::setrange)
        .grows()
        .access("RW update")
        .doc("2.2.0", "O(N), N being the length", "Writes over a part of a string.");
    family
        .write("GETSET key value", StringCommands::getset)
        .grows()
        .fast()
        .access("RW access update")
        .doc("1.0.0", "O(1)", "Sets a string and answers the one before.");
    family
        .write("GETDEL key", StringCommands::getdel)
        .fast()
        .access("RW access delete")
        .doc("6.2.0", "O(1)", "Answers a string and removes its key.");
    family
        .write(
            "GETEX key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT"
                + " unix-time-milliseconds | PERSIST]",
            SetCommands::getex)
        .fast()
        .access("RW access update")
        .doc("6.2.0", "O(1)", "Answers a string and sets or removes its expiry.");
  }

  /** What came with Redis 8.4. */
  private static void declareNewer(Family family) {
    family
        .write(
            "MSETEX numkeys key value [key value ...] [NX | XX] [EX seconds | PX milliseconds |"
                + " EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]",
            SetCommands::msetex)
        .grows()
        .access("OW update")
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .doc("8.4.0", "O(N), N being the number of keys", "Sets strings that expire together.");
    family
        .write("DELEX key [" + COMPARISONS + "]", SetCommands::delex)
        .fast()
        .access("RW delete variable_flags")
        .doc("8.4.0", "O(N) with the length of a string", "Removes a key on a condition.");
    family
        .read("DIGEST key", SetCommands::digest)
        .fast()
        .doc("8.4.0", "O(N) with the length of the string", "Answers the digest of a string.");
  }

  private void declareSets(Family family) {
    family
        .write(
            "SET key value [NX | XX | "
                + COMPARISONS
                + "] [GET] [EX seconds | PX milliseconds | EXAT unix-time-seconds |"
                + " PXAT unix-time-milliseconds | KEEPTTL]",
            SetCommands::set)
        .grows()
        .quick()
        .access("RW access update variable_flags")
        .doc("1.0.0", "O(1)", "Sets a string, whatever the key held before.");
    family
        .write("SETNX key value", SetCommands::setnx)
        .grows()
        .fast()
        .access("OW insert")
        .doc("1.0.0", "O(1)", "Sets a string where the key is not there yet.");
    family
        .write("SETEX key seconds value", SetCommands::setex)
        .grows()
        .access("OW update")
        .doc("2.0.0", "O(1)", "Sets a string that expires after some seconds.");
    family
        .write("PSETEX key milliseconds value", SetCommands::psetex)
        .grows()
        .access("OW update")
        .doc("2.6.0", "O(1)", "Sets a string that expires after some milliseconds.");
  }

  private static void declareSetsOfMany(Family family) {
    family
        .write("MSET key value [key value ...]", StringCommands::mset)
        .grows()
        .access("OW update")
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .doc("1.0.1", "O(N), N being the number of keys", "Sets several strings at once.");
    family
        .write("MSETNX key value [key value ...]", StringCommands::msetnx)
        .grows()
        .access("OW insert")
        .doc(
            "1.0.1",
            "O(N), N being the number of keys",
            "Sets several strings where none of the keys is there yet.");
  }

  private static Reply get(Call call) {
    return text(call.read(STRING));
  }

  private static Reply mget(Call call) {
    List<Reply> values = new ArrayList<>(call.argc() - 1);
    Keys keys = call.keys();
    for (int i = 1; i < call.argc(); i++) {
      Entry entry = keys.lookUp(call.arg(i));
      values.add(
          entry != null && entry.value() instanceof StringValue value ? text(value) : Reply.nil());
    }
    return Reply.array(values);
  }

  private static Reply strlen(Call call) {
    StringValue value = call.read(STRING);
    return Reply.integer(value == null ? 0 : value.length());
  }

  private static Reply getrange(Call call) {
    long start = call.integer(2);
    long end = call.integer(3);
    StringValue value = call.read(STRING);
    if (value == null || (start < 0 && end < 0 && start > end)) {
      return Reply.bulk(Bytes.EMPTY);
    }
    int length = value.length();
    int first = (int) Math.min(length, Math.max(0, start < 0 ? length + start : start));
    int last = (int) Math.min(length - 1, Math.max(0, end < 0 ? length + end : end));
    return Reply.bulk(first > last ? Bytes.EMPTY : value.slice(first, last + 1));
  }

  private Reply append(Call call) {
    StringValue value = call.edit(STRING);
    Bytes more = call.arg(2);
    int length = more.length();
    if (value == null) {
      call.keys().put(call.key(), StringValue.of(more));
    } else {
      int before = value.length();
      checkLength(longest, (long) before + length);
      value.write(before, more);
      length += before;
    }
    call.changed("append");
    return Reply.integer(length);
  }

  private Reply setrange(Call call) {
    long offset = call.integer(2);
    if (offset < 0) {
      throw new CommandException("ERR offset is out of range");
    }
    StringValue value = call.edit(STRING);
    Bytes part = call.arg(3);
    if (part.isEmpty()) {
      return Reply.integer(value == null ? 0 : value.length());
    }
    checkLength(longest, offset);
    checkLength(longest, offset + part.length());
    if (value == null) {
      value = StringValue.raw(Bytes.EMPTY);
      value.write((int) offset, part);
      call.keys().put(call.key(), value);
    } else {
      value.write((int) offset, part);
    }
    call.changed("setrange");
    return Reply.integer(value.length());
  }

  private static Reply getset(Call call) {
    Reply before = text(call.read(STRING));
    call.keys().put(call.key(), StringValue.of(call.arg(2)));
    call.changed("set");
    call.logAs(SET, call.key(), call.arg(2));
    return before;
  }

  private static Reply getdel(Call call) {
    StringValue value = call.read(STRING);
    if (value == null) {
      return Reply.nil();
    }
    call.keys().remove(call.key(), "del");
    call.logAs(DEL, call.key());
    return text(value);
  }

  private static Reply mset(Call call) {
    checkPairs(call);
    setAll(call);
    return Reply.ok();
  }

  private static Reply msetnx(Call call) {
    checkPairs(call);
    for (int i = 1; i < call.argc(); i += 2) {
      if (call.keys().entry(call.arg(i)) != null) {
        return Reply.integer(0);
      }
    }
    setAll(call);
    return Reply.integer(1);
  }

  private static void checkPairs(Call call) {
    if (call.argc() % 2 == 0) {
      throw new CommandException(Errors.wrongArity(call.command().name()));
    }
  }

  private static void setAll(Call call) {
    Keys keys = call.keys();
    for (int i = 1; i < call.argc(); i += 2) {
      keys.put(call.arg(i), StringValue.of(call.arg(i + 1)));
      keys.changed(call.arg(i), "set");
    }
  }

  static Reply text(@Nullable StringValue value) {
    return value == null ? Reply.nil() : Reply.bulk(value.bytes());
  }
}
