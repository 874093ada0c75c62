package dev.redstart.engine.types.list;

import static dev.redstart.engine.types.list.ListValue.LIST;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codec;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands on one list: LPUSH and the like. Those that pop from several, or wait, are apart.
 */
public final class ListCommands {

  private static final String WITHIN =
      "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";
  private static final String INSERT = "RW insert";
  private static final String DELETE = "RW delete";
  private static final String TAKE = "RW access delete";

  private final Setting.Whole limit;

  private ListCommands(Setting.Whole limit) {
    this.limit = limit;
  }

  /**
   * Declares the whole family, and its settings: {@code list-max-listpack-size}, which decides
   * about encodings, and {@code list-compress-depth}, which is accepted for what it says to clients
   * only: inner nodes are not compressed.
   */
  public static ListCommands declare(Family list, Settings settings) {
    Setting.Whole limit =
        settings.whole("list-max-listpack-size", -2, Integer.MIN_VALUE, Integer.MAX_VALUE);
    settings.alias("list-max-ziplist-size", limit);
    settings.whole("list-compress-depth", 0, 0, Integer.MAX_VALUE);
    ListCommands commands = new ListCommands(limit);
    commands.declareEnds(list);
    commands.declareInner(list);
    declareReads(list);
    new ListMoves(limit).declare(list);
    new ListTakes(limit).declare(list);
    return commands;
  }

  /** A list of {@code elements}, for commands of other families that store one. */
  public ListValue listOf(List<Bytes> elements) {
    return ListValue.of(elements, limit.get());
  }

  /** How lists are saved and loaded. */
  public Codec<?> codec() {
    return new ListCodec(limit);
  }

  private void declareEnds(Family list) {
    list.write("LPUSH key element [element ...]", call -> push(call, ListEnd.LEFT))
        .grows()
        .fast()
        .access(INSERT)
        .doc("1.0.0", "O(N) for N elements", "Puts elements before a list, made if need be.");
    list.write("RPUSH key element [element ...]", call -> push(call, ListEnd.RIGHT))
        .grows()
        .fast()
        .access(INSERT)
        .doc("1.0.0", "O(N) for N elements", "Puts elements behind a list, made if need be.");
    list.write("LPUSHX key element [element ...]", call -> pushx(call, ListEnd.LEFT))
        .grows()
        .fast()
        .access(INSERT)
        .doc("2.2.0", "O(N) for N elements", "Puts elements before a list that exists.");
    list.write("RPUSHX key element [element ...]", call -> pushx(call, ListEnd.RIGHT))
        .grows()
        .fast()
        .access(INSERT)
        .doc("2.2.0", "O(N) for N elements", "Puts elements behind a list that exists.");
    list.write("LPOP key [count]", call -> pop(call, ListEnd.LEFT))
        .fast()
        .access(TAKE)
        .doc("1.0.0", "O(N) for N elements", "Takes the first element, or the first few.");
    list.write("RPOP key [count]", call -> pop(call, ListEnd.RIGHT))
        .fast()
        .access(TAKE)
        .doc("1.0.0", "O(N) for N elements", "Takes the last element, or the last few.");
  }

  private void declareInner(Family list) {
    list.write("LINSERT key <BEFORE | AFTER> pivot element", this::linsert)
        .grows()
        .access(INSERT)
        .doc("2.2.0", "O(N) for N elements up to the pivot", "Puts an element beside another.");
    list.write("LSET key index element", this::lset)
        .grows()
        .access("RW update")
        .doc("1.0.0", "O(N) for an index of N, O(1) at both ends", "Replaces an element.");
    list.write("LREM key count element", this::lrem)
        .access(DELETE)
        .doc("1.0.0", "O(N) for N elements", "Removes elements that equal a given one.");
    list.write("LTRIM key start stop", this::ltrim)
        .access(DELETE)
        .doc("1.0.0", "O(N) for N elements removed", "Removes what is outside of a range.");
  }

  private static void declareReads(Family list) {
    list.read("LLEN key", ListCommands::llen)
        .fast()
        .access("RO")
        .doc("1.0.0", "O(1)", "Tells how many elements a list has.");
    list.read("LINDEX key index", ListCommands::lindex)
        .doc("1.0.0", "O(N) for an index of N, O(1) at both ends", "Tells one element.");
    list.read("LRANGE key start stop", ListCommands::lrange)
        .doc("1.0.0", "O(S+N) for N elements from S on", "Tells the elements in a range.");
    list.read("LPOS key element [RANK rank] [COUNT num-matches] [MAXLEN len]", ListPositions::lpos)
        .doc("6.0.6", "O(N) for N elements looked at", "Tells where an element is.");
  }

  // ---- both ends

  private Reply push(Call call, ListEnd end) {
    return push(call, call.open(LIST), end);
  }

  private Reply pushx(Call call, ListEnd end) {
    ListValue list = call.edit(LIST);
    return list == null ? Reply.integer(0) : push(call, list, end);
  }

  private Reply push(Call call, ListValue list, ListEnd end) {
    Bytes[] args = call.args();
    list.makeRoom(args, 2, args.length, limit.get());
    for (int i = 2; i < args.length; i++) {
      list.push(args[i], end.left());
    }
    call.changed(end.pushed);
    return Reply.integer(list.size());
  }

  private Reply pop(Call call, ListEnd end) {
    if (call.argc() > 3) {
      throw new CommandException(Errors.wrongArity(call.command().name()));
    }
    boolean several = call.argc() == 3;
    long count = several ? call.options(2).integer(0, Long.MAX_VALUE, Errors.NOT_POSITIVE) : 1;
    ListValue list = call.edit(LIST);
    if (list == null) {
      return several ? Reply.nilArray() : Reply.nil();
    }
    if (count == 0) {
      return Reply.empty();
    }
    Reply reply = several ? popSeveral(list, count, end) : Reply.bulk(list.pop(end.left()));
    list.shrink(limit.get());
    call.changed(end.popped);
    return reply;
  }

  /** Takes up to {@code most} elements. */
  static Reply popSeveral(ListValue list, long most, ListEnd end) {
    int count = (int) Math.min(most, list.size());
    List<Reply> taken = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(new Reply.Bulk(list.pop(end.left())));
    }
    return Reply.array(taken);
  }

  // ---- inside

  private Reply linsert(Call call) {
    boolean after = call.arg(2).is("AFTER");
    if (!after && !call.arg(2).is("BEFORE")) {
      throw Errors.syntax();
    }
    ListValue list = call.edit(LIST);
    if (list == null) {
      return Reply.integer(0);
    }
    // As in Redis, even where the pivot turns out to be missing.
    list.makeRoom(call.arg(4), limit.get());
    ListCursor cursor = list.cursor(0, true);
    while (cursor.valid() && !cursor.is(call.arg(3))) {
      cursor.advance();
    }
    if (!cursor.valid()) {
      return Reply.integer(-1);
    }
    list.insert(cursor, call.arg(4), after);
    call.changed("linsert");
    return Reply.integer(list.size());
  }

  private Reply lset(Call call) {
    ListValue list = call.edit(LIST);
    if (list == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    long index = call.integer(2);
    list.makeRoom(call.arg(3), limit.get());
    if (!list.set(index, call.arg(3))) {
      throw new CommandException(Errors.INDEX_OUT_OF_RANGE);
    }
    list.shrink(limit.get());
    call.changed("lset");
    return Reply.ok();
  }

  private Reply lrem(Call call) {
    long count = within(call.integer(2));
    ListValue list = call.edit(LIST);
    if (list == null) {
      return Reply.integer(0);
    }
    int removed = remove(list, call.arg(3), count);
    if (removed > 0) {
      list.shrink(limit.get());
      call.changed("lrem");
    }
    return Reply.integer(removed);
  }

  /** Removes as many as {@code count} says, from the end where it is negative, all where 0. */
  private static int remove(ListValue list, Bytes element, long count) {
    long most = count == 0 ? Long.MAX_VALUE : Math.abs(count);
    int removed = 0;
    ListCursor cursor = list.cursor(count < 0 ? -1 : 0, count >= 0);
    while (cursor.valid() && removed < most) {
      if (cursor.is(element)) {
        cursor.remove();
        removed++;
      } else {
        cursor.advance();
      }
    }
    return removed;
  }

  private Reply ltrim(Call call) {
    long start = call.integer(2);
    long stop = call.integer(3);
    ListValue list = call.edit(LIST);
    if (list == null) {
      return Reply.ok();
    }
    int size = list.size();
    int from = first(start, size);
    int to = behindLast(stop, size);
    if (from >= to) {
      list.removeRange(0, size);
    } else {
      list.removeRange(to, size - to);
      list.removeRange(0, from);
    }
    list.shrink(limit.get());
    call.changed("ltrim");
    return Reply.ok();
  }

  // ---- reads

  private static Reply llen(Call call) {
    ListValue list = call.read(LIST);
    return Reply.integer(list == null ? 0 : list.size());
  }

  private static Reply lindex(Call call) {
    ListValue list = call.read(LIST);
    return list == null ? Reply.nil() : Reply.bulk(list.get(call.integer(2)));
  }

  private static Reply lrange(Call call) {
    long start = call.integer(2);
    long stop = call.integer(3);
    ListValue list = call.read(LIST);
    if (list == null) {
      return Reply.empty();
    }
    int from = first(start, list.size());
    int count = behindLast(stop, list.size()) - from;
    if (count <= 0) {
      return Reply.empty();
    }
    List<Reply> items = new ArrayList<>(count);
    list.forEach(from, count, element -> items.add(new Reply.Bulk(element)));
    return Reply.array(items);
  }

  /** The index that {@code start} means in a list of {@code size}. */
  private static int first(long start, int size) {
    long from = start < 0 ? start + size : start;
    return (int) Math.max(0, Math.min(from, size));
  }

  /** The index behind the one that {@code stop} means. */
  private static int behindLast(long stop, int size) {
    long to = stop < 0 ? stop + size : stop;
    return (int) Math.max(-1, Math.min(to, size - 1L)) + 1;
  }

  /** {@code value}, which must have an opposite. */
  static long within(long value) {
    if (value == Long.MIN_VALUE) {
      throw new CommandException(WITHIN);
    }
    return value;
  }
}
