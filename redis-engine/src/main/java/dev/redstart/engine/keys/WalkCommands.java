package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands that look at a whole database: KEYS, SCAN, RANDOMKEY. */
public final class WalkCommands {

  private WalkCommands() {}

  public static void declare(Family generic) {
    generic
        .read("KEYS pattern", WalkCommands::keys)
        .everywhere()
        .alsoIn("dangerous")
        .tips("request_policy:all_shards", "nondeterministic_output_order")
        .doc(
            "1.0.0",
            "O(N), N being the number of keys in the database.",
            "Lists keys by a pattern.");
    generic
        .read("SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]", WalkCommands::scan)
        .everywhere()
        .tips("nondeterministic_output", "request_policy:special", "response_policy:special")
        .doc(
            "2.8.0",
            "O(1) for every call, O(N) for a whole walk.",
            "Walks over the keys in steps.");
    generic
        .read("RANDOMKEY", WalkCommands::randomkey)
        .everywhere()
        .tips("request_policy:all_shards", "response_policy:special", "nondeterministic_output")
        .doc("1.0.0", "O(1)", "Names a key chosen by chance.");
  }

  private static Reply keys(Call call) {
    Glob pattern = Glob.of(call.arg(1));
    List<Bytes> found = new ArrayList<>();
    call.keys()
        .forEach(
            entry -> {
              if (pattern.isEverything() || pattern.matches(entry.name())) {
                found.add(entry.name());
              }
            });
    return Reply.bulks(found);
  }

  private static Reply scan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(1));
    ScanOptions options = ScanOptions.parse(call.options(2), ScanOptions.Of.KEYS);
    List<Reply> found = new ArrayList<>();
    List<Bytes> expired = new ArrayList<>(0);
    long next =
        options.<Entry>walk(
            cursor,
            call.keys()::scan,
            entry -> {
              if (entry.expired(call.now())) {
                expired.add(entry.name());
              } else if (isWanted(entry, options)) {
                found.add(Reply.bulk(entry.name()));
              }
            });
    // Looking at them is what removes them.
    expired.forEach(call.keys()::peek);
    return ScanOptions.reply(next, found);
  }

  private static boolean isWanted(Entry entry, ScanOptions options) {
    Bytes type = options.type();
    return (type == null || type.is(entry.value().type().name().toUpperCase(Locale.ROOT)))
        && options.matches(entry.name());
  }

  private static Reply randomkey(Call call) {
    Entry entry = call.keys().random(call.random());
    return entry == null ? Reply.nil() : Reply.bulk(entry.name());
  }
}
