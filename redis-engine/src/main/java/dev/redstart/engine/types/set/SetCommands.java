package dev.redstart.engine.types.set;

import static dev.redstart.engine.types.set.SetValue.SET;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.RandomCount;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codec;
import java.util.ArrayList;
import java.util.List;

/** The commands on single sets, and on two. */
public final class SetCommands {

  private final SetLimits limits;

  private SetCommands(SetLimits limits) {
    this.limits = limits;
  }

  /** Declares the family; returns how sets are saved and loaded. */
  public static Codec<?> declare(Family set, Settings settings) {
    SetLimits limits = SetLimits.declare(settings);
    new SetCommands(limits).declareWrites(set);
    declareReads(set);
    new SetPops(limits, settings).declare(set);
    new SetOperations(limits).declare(set);
    return new SetCodec(limits);
  }

  private void declareWrites(Family set) {
    set.write("SADD key member [member ...]", this::sadd)
        .grows()
        .fast()
        .access("RW insert")
        .doc("1.0.0", "O(1) per member", "Adds members to a set, creating the set if need be.");
    set.write("SREM key member [member ...]", SetCommands::srem)
        .fast()
        .access("RW delete")
        .doc("1.0.0", "O(1) per member", "Removes members, and the set with the last one.");
    set.write("SMOVE source destination member", this::smove)
        .fast()
        .access("RW access delete", "RW insert")
        .doc("1.0.0", "O(1)", "Moves a member from one set to another.");
  }

  private static void declareReads(Family set) {
    set.read("SISMEMBER key member", SetCommands::sismember)
        .fast()
        .access("RO")
        .doc("1.0.0", "O(1)", "Tells whether something is a member of a set.");
    set.read("SMISMEMBER key member [member ...]", SetCommands::smismember)
        .fast()
        .doc("6.2.0", "O(1) per member", "Tells of several things whether each is a member.");
    set.read("SCARD key", SetCommands::scard)
        .fast()
        .access("RO")
        .doc("1.0.0", "O(1)", "Counts the members of a set.");
    set.read("SMEMBERS key", SetCommands::smembers)
        .tips("nondeterministic_output_order")
        .doc("1.0.0", "O(N) with the size of the set", "Returns all members of a set.");
    set.read("SRANDMEMBER key [count]", SetCommands::srandmember)
        .tips("nondeterministic_output")
        .doc("1.0.0", "O(N) with the number of members returned", "Returns members by chance.");
    set.read("SSCAN key cursor [MATCH pattern] [COUNT count]", SetCommands::sscan)
        .tips("nondeterministic_output")
        .doc(
            "2.8.0",
            "O(1) per call, O(N) for a whole walk",
            "Returns some members and where to go on.");
  }

  private Reply sadd(Call call) {
    SetValue set = call.open(SET);
    set.expect(call.arg(2), call.argc() - 2, limits);
    int added = 0;
    for (int i = 2; i < call.argc(); i++) {
      if (set.add(call.arg(i), limits)) {
        added++;
      }
    }
    if (added > 0) {
      call.changed("sadd");
    }
    return Reply.integer(added);
  }

  private static Reply srem(Call call) {
    SetValue set = call.edit(SET);
    if (set == null) {
      return Reply.integer(0);
    }
    int removed = 0;
    for (int i = 2; i < call.argc(); i++) {
      if (set.remove(call.arg(i))) {
        removed++;
      }
    }
    if (removed > 0) {
      call.changed("srem");
    }
    return Reply.integer(removed);
  }

  private Reply smove(Call call) {
    Bytes from = call.arg(1);
    Bytes to = call.arg(2);
    Bytes member = call.arg(3);
    SetValue source = call.keys().edit(from, SET);
    if (source == null) {
      return Reply.integer(0);
    }
    SetValue destination = call.keys().edit(to, SET);
    if (!source.contains(member)) {
      return Reply.integer(0);
    }
    if (source == destination) {
      return Reply.integer(1);
    }
    source.remove(member);
    call.keys().changed(from, "srem");
    SetValue target = destination == null ? call.keys().open(to, SET) : destination;
    if (destination == null) {
      target.expect(member, 1, limits);
    }
    if (target.add(member, limits)) {
      call.keys().changed(to, "sadd");
    }
    return Reply.integer(1);
  }

  private static Reply sismember(Call call) {
    SetValue set = call.read(SET);
    return Reply.flag(set != null && set.contains(call.arg(2)));
  }

  private static Reply smismember(Call call) {
    SetValue set = call.read(SET);
    List<Reply> flags = new ArrayList<>(call.argc() - 2);
    for (int i = 2; i < call.argc(); i++) {
      flags.add(Reply.flag(set != null && set.contains(call.arg(i))));
    }
    return Reply.array(flags);
  }

  private static Reply scard(Call call) {
    SetValue set = call.read(SET);
    return Reply.integer(set == null ? 0 : set.size());
  }

  private static Reply smembers(Call call) {
    SetValue set = call.read(SET);
    return set == null ? new Reply.Distinct(List.of()) : all(set);
  }

  private static Reply srandmember(Call call) {
    if (call.argc() > 3) {
      throw Errors.syntax();
    }
    List<Reply> drawn = new ArrayList<>();
    if (call.argc() == 2) {
      SetValue set = call.read(SET);
      if (set != null) {
        set.draw(1, call.random(), member -> drawn.add(new Reply.Bulk(member)));
      }
      return drawn.isEmpty() ? Reply.nil() : drawn.get(0);
    }
    RandomCount count = RandomCount.parse(call, 2, "");
    SetValue set = call.read(SET);
    if (set == null || count.isZero()) {
      return Reply.empty();
    }
    if (count.distinct()) {
      set.drawDistinct(count.number(), call.random(), member -> drawn.add(new Reply.Bulk(member)));
    } else {
      set.draw(count.repeated(), call.random(), member -> drawn.add(new Reply.Bulk(member)));
    }
    return Reply.array(drawn);
  }

  private static Reply sscan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(2));
    SetValue set = call.read(SET);
    if (set == null) {
      return ScanOptions.nothing();
    }
    ScanOptions options = ScanOptions.parse(call.options(3), ScanOptions.Of.MEMBERS);
    List<Reply> found = new ArrayList<>();
    long next =
        set.scan(
            cursor,
            options,
            member -> {
              if (options.matches(member)) {
                found.add(new Reply.Bulk(member));
              }
            });
    return ScanOptions.reply(next, found);
  }

  /** All members, as a set. */
  static Reply all(SetValue set) {
    List<Reply> members = new ArrayList<>(set.size());
    set.forEachElement(member -> members.add(new Reply.Bulk(member)));
    return new Reply.Distinct(members);
  }
}
