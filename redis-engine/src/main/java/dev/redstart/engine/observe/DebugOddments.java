package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.MemorySize;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What DEBUG answers about things that only Redis has inside, such as its allocator: yes where a
 * test turns something off that isn't there, some text where it wants to see some.
 */
final class DebugOddments {

  private static final long LARGEST_NODE = 4L << 30;

  private static final List<String> HELP =
      List.of(
          "DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
          "CHANGE-REPL-ID",
          "    Gives the data a new name for replicas.",
          "CONFIG-REWRITE-FORCE-ALL",
          "    Writes all directives to the configuration file, not only what differs.",
          "DIGEST",
          "    One number for all data there is.",
          "DIGEST-VALUE <key> [<key> ...]",
          "    One number for what each key holds.",
          "ERROR <message>",
          "    Answers with that error.",
          "HTSTATS <database>, HTSTATS-KEY <key>",
          "    Tells of hash tables.",
          "LOG <message>",
          "    Writes to the log.",
          "OBJECT <key>",
          "    Tells how a value is kept.",
          "POPULATE <count> [<prefix>] [<size>]",
          "    Makes keys.",
          "PANIC, SEGFAULT, ASSERT",
          "    End the server program at once, with a report in its log.",
          "RELOAD [NOSAVE] [NOFLUSH] [MERGE], LOADAOF",
          "    Saves all data and loads them again, or loads the append only file.",
          "PROTOCOL <type>",
          "    Answers with a sample of that type.",
          "SDSLEN <key>",
          "    Tells the lengths of a key and its string.",
          "SET-ACTIVE-EXPIRE <0|1>",
          "    Stops or goes on removing expired keys that no one looks at.",
          "SLEEP <seconds>",
          "    Holds up everybody.",
          "PAUSE-CRON <0|1>",
          "    Holds back all that waits for its time.",
          "DICT-RESIZING, QUICKLIST-PACKED-THRESHOLD, REPLYBUFFER," + " SET-DISABLE-DENY-SCRIPTS",
          "    Are accepted, and have nothing to change here.",
          "HELP",
          "    Prints this help.");

  private final Settings settings;
  private final Runnable changeReplicationId;

  /** Known once the engine is put together. */
  private final Supplier<@Nullable Consumer<String>> crash;

  DebugOddments(
      Settings settings, Runnable changeReplicationId, Supplier<@Nullable Consumer<String>> crash) {
    this.settings = settings;
    this.changeReplicationId = changeReplicationId;
    this.crash = crash;
  }

  /** The reply, null for a subcommand that it doesn't know, or not in that form. */
  @Nullable Reply of(Call call) {
    int extra = call.argc() - 2;
    return switch (call.arg(1).toString().toUpperCase(Locale.ROOT)) {
      case "HELP" -> extra == 0 ? help() : null;
      case "CHANGE-REPL-ID" -> extra == 0 ? changeReplicationId() : null;
      case "ERROR" -> extra == 1 ? new Reply.Failure(Errors.shown(call.arg(2))) : null;
      case "DICT-RESIZING", "LEAK" -> extra == 1 ? Reply.ok() : null;
      case "SET-DISABLE-DENY-SCRIPTS" -> extra == 1 ? scriptsCallAll(call.arg(2)) : null;
      case "REPLYBUFFER" -> extra == 2 ? Reply.ok() : null;
      case "QUICKLIST-PACKED-THRESHOLD" -> extra == 1 ? threshold(call.arg(2)) : null;
      case "STRUCTSIZE" -> extra == 0 ? Reply.simple("bits:64 entry:56 deadline:32") : null;
      case "SDSLEN" -> extra == 1 ? lengths(existing(call)) : null;
      case "HTSTATS" -> extra == 1 || extra == 2 ? table(call) : null;
      case "HTSTATS-KEY" -> extra == 1 || extra == 2 ? tableOfKey(existing(call)) : null;
      case "SEGFAULT" -> extra == 0 ? crash("crashed by signal: DEBUG SEGFAULT") : null;
      case "PANIC" -> extra == 0 ? crash("panicked: DEBUG PANIC") : null;
      case "ASSERT" -> extra == 0 ? crash("ASSERTION FAILED: DEBUG ASSERT") : null;
      case "CONFIG-REWRITE-FORCE-ALL" -> extra == 0 ? rewriteAll() : null;
      default -> null;
    };
  }

  private Reply changeReplicationId() {
    changeReplicationId.run();
    return Reply.ok();
  }

  /** Ends the process, unless that is the application's. */
  private @Nullable Reply crash(String why) {
    Consumer<String> program = crash.get();
    if (program != null) {
      program.accept(why);
    }
    return null;
  }

  private Reply scriptsCallAll(Bytes number) {
    Setting all = settings.find("scripts-call-all");
    if (all != null) {
      all.parse(number.is("0") ? "no" : "yes");
    }
    return Reply.ok();
  }

  private static Entry existing(Call call) {
    Entry entry = call.keys().peek(call.arg(2));
    if (entry == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    return entry;
  }

  /** Lists have nodes of a size of their own: there is nothing to set. */
  private static Reply threshold(Bytes text) {
    String wrong = "ERR argument must be a memory value bigger than 1 and smaller than 4gb";
    try {
      long size = MemorySize.parse(text.toString());
      if (size > LARGEST_NODE) {
        throw new CommandException(wrong);
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(wrong);
    }
    return Reply.ok();
  }

  private static Reply lengths(Entry entry) {
    if (!(entry.value() instanceof Text text)) {
      throw new CommandException("ERR Not an sds encoded string.");
    }
    int key = entry.name().length();
    int value = text.bytes().length();
    return Reply.simple(
        String.format(
            Locale.ROOT,
            "key_sds_len:%d, key_sds_avail:0, key_zmalloc: %d, val_sds_len:%d, val_sds_avail:0,"
                + " val_zmalloc: %d",
            key,
            key,
            value,
            value));
  }

  private static Reply table(Call call) {
    long database = call.integer(2);
    if (database < 0 || database >= call.databases()) {
      throw new CommandException("ERR Out of range database");
    }
    long size = call.keys((int) database).size();
    long expiring = call.keys((int) database).expiring();
    return text("[Dictionary HT]\n" + describe(size) + "[Expires HT]\n" + describe(expiring));
  }

  private static Reply tableOfKey(Entry entry) {
    String encoding = entry.value().encoding();
    if (!encoding.equals("hashtable") && !encoding.equals("skiplist")) {
      throw new CommandException(
          "ERR The value stored at the specified key is not represented using an hash table");
    }
    return text("Hash table of " + entry.heapBytes() + " bytes\n");
  }

  private static String describe(long size) {
    return size == 0
        ? "No stats available for empty dictionaries\n"
        : "Hash table 0 stats (main hash table):\n number of elements: " + size + "\n";
  }

  private static Reply text(String text) {
    return new Reply.Verbatim("txt", Bytes.of(text));
  }

  private Reply rewriteAll() {
    Settings.Rewriter rewriter = settings.rewriter();
    if (rewriter == null) {
      throw new CommandException("ERR The server is running without a config file");
    }
    rewriter.rewrite(true);
    return Reply.ok();
  }

  private static Reply help() {
    List<Reply> lines = new ArrayList<>();
    HELP.forEach(line -> lines.add(Reply.simple(line)));
    return Reply.array(lines);
  }
}
