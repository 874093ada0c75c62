package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** SLOWLOG: the last calls that took long. Any thread. */
final class SlowLog {

  private static final int MOST_ARGUMENTS = 32;
  private static final int LONGEST_ARGUMENT = 128;
  private static final int USUAL_COUNT = 10;

  /** Microseconds from which on a call is slow; −1 for never. */
  final Setting.Whole threshold;

  private final Setting.Whole length;
  private final Deque<Item> items = new ArrayDeque<>();
  private long nextId;

  /** One slow call, the last first. */
  private record Item(
      long id, long second, long micros, List<Bytes> args, String address, Bytes name) {}

  SlowLog(Settings settings) {
    threshold = settings.whole("slowlog-log-slower-than", 10_000, -1, Long.MAX_VALUE);
    length = settings.whole("slowlog-max-len", 128, 0, Long.MAX_VALUE);
  }

  void declare(Family family) {
    command(family, "SLOWLOG GET [count]", this::get)
        .tips("request_policy:all_nodes", "nondeterministic_output")
        .doc(
            "2.2.12",
            "O(N) where N is the number of entries returned",
            "Tells of the last calls that were slow.");
    command(family, "SLOWLOG LEN", call -> Reply.integer(size()))
        .tips("request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output")
        .doc("2.2.12", "O(1)", "Counts the entries of the slow log.");
    command(family, "SLOWLOG RESET", call -> reset())
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.2.12", "O(N) where N is the number of entries in the slowlog", "Forgets them.");
  }

  private static Declaration command(Family family, String line, Handler handler) {
    return family.control(line, handler).admin().anytime();
  }

  /** Notes {@code call} if it is slow. */
  void note(Call call, long micros) {
    long from = threshold.get();
    if (from < 0 || micros < from || call.command().has(Flag.SKIP_SLOWLOG)) {
      return;
    }
    if (length.get() == 0) {
      // As in Redis, what is not kept has no number either.
      return;
    }
    Client client = call.client();
    List<Bytes> args = trimmed(Redaction.shown(call.command(), call.args()));
    synchronized (this) {
      long id = nextId++;
      items.addFirst(
          new Item(id, call.now() / 1000, micros, args, client.address(), client.name()));
      while (items.size() > length.get()) {
        items.removeLast();
      }
    }
  }

  private synchronized int size() {
    return items.size();
  }

  private synchronized Reply reset() {
    items.clear();
    return Reply.ok();
  }

  private Reply get(Call call) {
    if (call.argc() > 3) {
      throw Errors.unknownSubcommand(call);
    }
    long count = call.argc() == 3 ? count(call.arg(2)) : USUAL_COUNT;
    List<Reply> replies = new ArrayList<>();
    synchronized (this) {
      for (Item item : items) {
        if (count >= 0 && replies.size() >= count) {
          break;
        }
        replies.add(reply(item));
      }
    }
    return Reply.array(replies);
  }

  private static long count(Bytes text) {
    long count = Ascii.isLong(text.shared()) ? Ascii.toLong(text.shared()) : Long.MIN_VALUE;
    if (count < -1 || count > Integer.MAX_VALUE) {
      throw new CommandException("ERR count should be greater than or equal to -1");
    }
    return count;
  }

  private static Reply reply(Item item) {
    return Reply.array(
        Reply.integer(item.id()),
        Reply.integer(item.second()),
        Reply.integer(item.micros()),
        Reply.bulks(item.args()),
        Reply.bulk(item.address()),
        Reply.bulk(item.name()));
  }

  private static List<Bytes> trimmed(Bytes[] args) {
    int kept = Math.min(args.length, MOST_ARGUMENTS);
    List<Bytes> list = new ArrayList<>(kept);
    for (int i = 0; i < kept; i++) {
      boolean more = i == MOST_ARGUMENTS - 1 && args.length > MOST_ARGUMENTS;
      list.add(
          more
              ? Bytes.of("... (" + (args.length - MOST_ARGUMENTS + 1) + " more arguments)")
              : trimmed(args[i]));
    }
    return list;
  }

  private static Bytes trimmed(Bytes arg) {
    if (arg.length() <= LONGEST_ARGUMENT) {
      return arg;
    }
    byte[] rest = Bytes.of("... (" + (arg.length() - LONGEST_ARGUMENT) + " more bytes)").toArray();
    byte[] all = new byte[LONGEST_ARGUMENT + rest.length];
    System.arraycopy(arg.shared(), 0, all, 0, LONGEST_ARGUMENT);
    System.arraycopy(rest, 0, all, LONGEST_ARGUMENT, rest.length);
    return Bytes.wrap(all);
  }
}
