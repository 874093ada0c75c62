package dev.redstart.engine.types.zset;

import static dev.redstart.engine.types.zset.ZsetValue.ZSET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that take the least or the top members out of a sorted set, waiting for them or not. */
final class PopCommands {

  private static final String COMPLEXITY =
      "O(log(N)*M) where N is the size of the sorted set and M the number of members popped.";
  private static final String KEYS_COMPLEXITY =
      "O(K) + O(M*log(N)) where K is the number of keys, N the size of the sorted set, M what is"
          + " popped.";
  private static final String LOGARITHMIC = "O(log(N)) where N is the size of the sorted set.";
  private static final String COUNT = "ERR count should be greater than 0";
  private static final String NUMKEYS = "ERR numkeys should be greater than 0";
  private static final String USE = "RW access delete";

  private static final Bytes ZPOPMIN = Bytes.of("ZPOPMIN");
  private static final Bytes ZPOPMAX = Bytes.of("ZPOPMAX");

  private PopCommands() {}

  /** Which end members are taken from. */
  private enum End {
    LEAST,
    TOP;

    Bytes command() {
      return this == LEAST ? ZPOPMIN : ZPOPMAX;
    }

    String event() {
      return this == LEAST ? "zpopmin" : "zpopmax";
    }
  }

  static void declare(Family zset) {
    declareSingle(zset);
    zset.write("ZMPOP numkeys key [key ...] <MIN | MAX> [COUNT count]", PopCommands::zmpop)
        .access(USE)
        .doc("7.0.0", KEYS_COMPLEXITY, "Pops members of the first sorted set that has any.");
    zset.write(
            "BZMPOP timeout:double numkeys key [key ...] <MIN | MAX> [COUNT count]",
            PopCommands::bzmpop)
        .blocking()
        .access(USE)
        .doc("7.0.0", KEYS_COMPLEXITY, "Pops members of a sorted set, or waits for some.");
  }

  private static void declareSingle(Family zset) {
    zset.write("ZPOPMIN key [count]", call -> pop(call, End.LEAST))
        .fast()
        .access(USE)
        .doc("5.0.0", COMPLEXITY, "Returns members with the least scores and removes them.");
    zset.write("ZPOPMAX key [count]", call -> pop(call, End.TOP))
        .fast()
        .access(USE)
        .doc("5.0.0", COMPLEXITY, "Returns members with the top scores and removes them.");
    zset.write("BZPOPMIN key [key ...] timeout:double", call -> await(call, End.LEAST))
        .fast()
        .blocking()
        .access(USE)
        .doc("5.0.0", LOGARITHMIC, "Pops a member with the least score, or waits for one.");
    zset.write("BZPOPMAX key [key ...] timeout:double", call -> await(call, End.TOP))
        .fast()
        .blocking()
        .access(USE)
        .doc("5.0.0", LOGARITHMIC, "Pops a member with the top score, or waits for one.");
  }

  private static Reply pop(Call call, End end) {
    if (call.argc() > 3) {
      throw Errors.syntax();
    }
    boolean counted = call.argc() == 3;
    long count = counted ? call.options(2).integer(0, Long.MAX_VALUE, Errors.NOT_POSITIVE) : 1;
    ZsetValue zset = call.edit(ZSET);
    if (zset == null || count == 0) {
      return Reply.empty();
    }
    List<Reply> popped = take(call, call.key(), zset, end, count);
    return counted ? new Reply.Pairs(popped) : Reply.array(popped);
  }

  private static Reply await(Call call, End end) {
    int last = call.argc() - 1;
    long timeout = call.timeout(last);
    List<Bytes> keys = Arrays.asList(call.args()).subList(1, last);
    for (Bytes key : keys) {
      ZsetValue zset = call.keys().edit(key, ZSET);
      if (zset != null) {
        List<Reply> popped = take(call, key, zset, end, 1);
        call.logAs(end.command(), key);
        return Reply.array(new Reply.Bulk(key), popped.get(0), popped.get(1));
      }
    }
    return call.waitFor(List.copyOf(keys), ZSET, timeout, Reply.nilArray());
  }

  private static Reply zmpop(Call call) {
    Reply popped = popFirst(call, Request.parse(call, 1));
    return popped == null ? Reply.nilArray() : popped;
  }

  private static Reply bzmpop(Call call) {
    Request request = Request.parse(call, 2);
    long timeout = call.timeout(1);
    Reply popped = popFirst(call, request);
    return popped == null ? call.waitFor(request.keys, ZSET, timeout, Reply.nilArray()) : popped;
  }

  private static @Nullable Reply popFirst(Call call, Request request) {
    for (Bytes key : request.keys) {
      ZsetValue zset = call.keys().edit(key, ZSET);
      if (zset != null) {
        List<Reply> popped = take(call, key, zset, request.end, request.count);
        call.logAs(request.end.command(), key, Bytes.of(popped.size() / 2));
        return Reply.array(new Reply.Bulk(key), ZsetReplies.nested(popped));
      }
    }
    return null;
  }

  /** Takes members out, and says so: members and scores in turn, the outermost first. */
  private static List<Reply> take(Call call, Bytes key, ZsetValue zset, End end, long count) {
    int size = zset.size();
    int taken = (int) Math.min(size, count);
    List<Reply> popped = new ArrayList<>(2 * taken);
    if (end == End.LEAST) {
      zset.removeRange(0, taken, (member, score) -> add(popped, member, score));
    } else {
      zset.removeRange(size - taken, size, (member, score) -> addTurned(popped, member, score));
      Collections.reverse(popped);
    }
    call.keys().changed(key, end.event());
    return popped;
  }

  private static void add(List<Reply> popped, Bytes member, double score) {
    popped.add(new Reply.Bulk(member));
    popped.add(Reply.real(score));
  }

  private static void addTurned(List<Reply> popped, Bytes member, double score) {
    popped.add(Reply.real(score));
    popped.add(new Reply.Bulk(member));
  }

  /** What ZMPOP and BZMPOP are asked for. */
  private record Request(List<Bytes> keys, End end, long count) {

    static Request parse(Call call, int numkeysAt) {
      Args args = call.options(numkeysAt);
      long numkeys = args.integer(1, Long.MAX_VALUE, NUMKEYS);
      if (numkeys >= args.left()) {
        throw Errors.syntax();
      }
      int first = args.position();
      List<Bytes> keys = new ArrayList<>((int) numkeys);
      while (args.position() < first + numkeys) {
        keys.add(args.next());
      }
      return new Request(keys, end(args), count(args));
    }

    private static End end(Args args) {
      if (args.word("MIN")) {
        return End.LEAST;
      }
      if (args.word("MAX")) {
        return End.TOP;
      }
      throw Errors.syntax();
    }

    private static long count(Args args) {
      long count = args.wordWithValue("COUNT") ? args.integer(1, Long.MAX_VALUE, COUNT) : 1;
      args.end();
      return count;
    }
  }
}
