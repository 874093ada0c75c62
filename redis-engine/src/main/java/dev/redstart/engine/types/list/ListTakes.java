package dev.redstart.engine.types.list;

import static dev.redstart.engine.types.list.ListValue.LIST;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.Reply;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BLPOP, LMPOP and their relatives: elements from the first of several lists that has any. */
final class ListTakes {

  private static final String TAKE = "RW access delete";

  private final Setting.Whole limit;

  ListTakes(Setting.Whole limit) {
    this.limit = limit;
  }

  void declare(Family list) {
    list.write("BLPOP key [key ...] timeout:double", call -> blockingPop(call, ListEnd.LEFT))
        .blocking()
        .access(TAKE)
        .doc("2.0.0", "O(N) for N keys", "Takes the first element of some list, or waits.");
    list.write("BRPOP key [key ...] timeout:double", call -> blockingPop(call, ListEnd.RIGHT))
        .blocking()
        .access(TAKE)
        .doc("2.0.0", "O(N) for N keys", "Takes the last element of some list, or waits.");
    list.write("LMPOP numkeys key [key ...] <LEFT | RIGHT> [COUNT count]", this::lmpop)
        .flag(Flag.MOVABLEKEYS)
        .access(TAKE)
        .doc("7.0.0", "O(N+M) for N keys and M elements", "Takes elements of some list.");
    list.write(
            "BLMPOP timeout:double numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
            this::blmpop)
        .blocking()
        .flag(Flag.MOVABLEKEYS)
        .access(TAKE)
        .doc("7.0.0", "O(N+M) for N keys and M elements", "Takes elements as LMPOP, or waits.");
  }

  /** What LMPOP and BLMPOP were asked for. */
  private record Wish(List<Bytes> keys, ListEnd end, long count) {}

  private Reply blockingPop(Call call, ListEnd end) {
    List<Bytes> keys = Arrays.asList(call.args()).subList(1, call.argc() - 1);
    long timeout = call.timeout(call.argc() - 1);
    for (Bytes key : keys) {
      ListValue list = call.keys().edit(key, LIST);
      if (list != null) {
        Reply element = Reply.bulk(list.pop(end.left()));
        list.shrink(limit.get());
        call.keys().changed(key, end.popped);
        call.logAs(end.pop(), key);
        return Reply.array(new Reply.Bulk(key), element);
      }
    }
    return call.waitFor(keys, LIST, timeout, Reply.nilArray());
  }

  private Reply lmpop(Call call) {
    Reply taken = take(call, wish(call, 1));
    return taken == null ? Reply.nilArray() : taken;
  }

  private Reply blmpop(Call call) {
    Wish wish = wish(call, 2);
    long timeout = call.timeout(1);
    Reply taken = take(call, wish);
    return taken == null ? call.waitFor(wish.keys, LIST, timeout, Reply.nilArray()) : taken;
  }

  private @Nullable Reply take(Call call, Wish wish) {
    for (Bytes key : wish.keys) {
      ListValue list = call.keys().edit(key, LIST);
      if (list != null) {
        int before = list.size();
        Reply taken = ListCommands.popSeveral(list, wish.count, wish.end);
        int count = before - list.size();
        list.shrink(limit.get());
        call.keys().changed(key, wish.end.popped);
        call.logAs(wish.end.pop(), key, Bytes.of(count));
        return Reply.array(new Reply.Bulk(key), taken);
      }
    }
    return null;
  }

  private static Wish wish(Call call, int at) {
    Args args = call.options(at);
    long howMany = args.integer(1, Long.MAX_VALUE, "ERR numkeys should be greater than 0");
    if (howMany >= args.left()) {
      throw Errors.syntax();
    }
    int first = args.position();
    int behind = first + (int) howMany;
    Args options = call.options(behind);
    ListEnd end = ListEnd.of(options.next());
    long count = 1;
    if (options.wordWithValue("COUNT")) {
      count = options.integer(1, Long.MAX_VALUE, "ERR count should be greater than 0");
    }
    options.end();
    return new Wish(Arrays.asList(call.args()).subList(first, behind), end, count);
  }
}
