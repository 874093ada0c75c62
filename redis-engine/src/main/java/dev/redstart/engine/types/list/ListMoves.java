package dev.redstart.engine.types.list;

import static dev.redstart.engine.types.list.ListValue.LIST;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.Reply;
import java.util.List;

/**
 * LMOVE and its relatives: an element goes from one list to another, or the caller waits for one.
 */
final class ListMoves {

  private static final String[] ACCESS = {"RW access delete", "RW insert"};
  private static final Bytes LMOVE = Bytes.of("LMOVE");
  private static final Bytes RPOPLPUSH = Bytes.of("RPOPLPUSH");

  private final Setting.Whole limit;

  ListMoves(Setting.Whole limit) {
    this.limit = limit;
  }

  void declare(Family list) {
    list.write("LMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT>", this::lmove)
        .grows()
        .access(ACCESS)
        .doc("6.2.0", "O(1)", "Moves an element from an end of a list to an end of another.");
    list.write("RPOPLPUSH source destination", this::rpoplpush)
        .grows()
        .access(ACCESS)
        .doc("1.2.0", "O(1)", "Moves the last element of a list before another list.");
    list.write(
            "BLMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout:double", this::blmove)
        .grows()
        .blocking()
        .access(ACCESS)
        .doc("6.2.0", "O(1)", "Moves an element as LMOVE does, or waits for one.");
    list.write("BRPOPLPUSH source destination timeout:double", this::brpoplpush)
        .grows()
        .blocking()
        .access(ACCESS)
        .doc("2.2.0", "O(1)", "Moves an element as RPOPLPUSH does, or waits for one.");
  }

  private Reply lmove(Call call) {
    ListEnd from = ListEnd.of(call.arg(3));
    ListEnd to = ListEnd.of(call.arg(4));
    ListValue source = call.edit(LIST);
    return source == null ? Reply.nil() : move(call, source, from, to);
  }

  private Reply rpoplpush(Call call) {
    ListValue source = call.edit(LIST);
    return source == null ? Reply.nil() : move(call, source, ListEnd.RIGHT, ListEnd.LEFT);
  }

  private Reply blmove(Call call) {
    ListEnd from = ListEnd.of(call.arg(3));
    ListEnd to = ListEnd.of(call.arg(4));
    long timeout = call.timeout(5);
    ListValue source = call.edit(LIST);
    if (source == null) {
      return await(call, timeout);
    }
    Reply moved = move(call, source, from, to);
    call.logAs(LMOVE, call.arg(1), call.arg(2), from.word(), to.word());
    return moved;
  }

  private Reply brpoplpush(Call call) {
    long timeout = call.timeout(3);
    ListValue source = call.edit(LIST);
    if (source == null) {
      return await(call, timeout);
    }
    Reply moved = move(call, source, ListEnd.RIGHT, ListEnd.LEFT);
    call.logAs(RPOPLPUSH, call.arg(1), call.arg(2));
    return moved;
  }

  private static Reply await(Call call, long timeout) {
    return call.mayWait()
        ? call.waitFor(List.of(call.arg(1)), LIST, timeout, Reply.nilArray())
        : Reply.nil();
  }

  private Reply move(Call call, ListValue source, ListEnd from, ListEnd to) {
    Keys keys = call.keys();
    ListValue destination = keys.open(call.arg(2), LIST);
    Bytes element = source.pop(from.left());
    destination.makeRoom(element, limit.get());
    destination.push(element, to.left());
    source.shrink(limit.get());
    keys.changed(call.arg(2), to.pushed);
    keys.changed(call.arg(1), from.popped);
    return Reply.bulk(element);
  }
}
