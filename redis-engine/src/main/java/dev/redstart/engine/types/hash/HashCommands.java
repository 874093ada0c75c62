package dev.redstart.engine.types.hash;

import static dev.redstart.engine.types.hash.HashValue.HASH;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LongDouble;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.RandomCount;
import dev.redstart.engine.command.ScanOptions;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The commands on hashes, but for those on the deadlines of fields. */
public final class HashCommands {

  private static final Bytes HSET = Bytes.of("HSET");

  private final HashLimits limits;

  private HashCommands(HashLimits limits) {
    this.limits = limits;
  }

  /** Declares the family; returns how hashes are saved and loaded. */
  public static Codec<?> declare(Family hash, Settings settings) {
    HashLimits limits = HashLimits.declare(settings);
    HashCommands commands = new HashCommands(limits);
    commands.declareWrites(hash);
    declareLookups(hash);
    declareListings(hash);
    DeadlineCommands.declare(hash);
    CombinedCommands.declare(hash, limits);
    return new HashCodec(limits);
  }

  private void declareWrites(Family hash) {
    hash.write("HSET key field value [field value ...]", this::hset)
        .leavesParts()
        .grows()
        .fast()
        .access("RW update")
        .doc("2.0.0", "O(1) per field", "Sets fields of a hash, creating the hash if need be.");
    hash.write("HMSET key field value [field value ...]", this::hmset)
        .leavesParts()
        .grows()
        .fast()
        .access("RW update")
        .doc("2.0.0", "O(1) per field", "Sets fields of a hash; HSET does the same.");
    hash.write("HSETNX key field value", this::hsetnx)
        .grows()
        .fast()
        .access("RW insert")
        .doc("2.0.0", "O(1)", "Sets a field of a hash unless there is one of that name.");
    hash.write("HINCRBY key field increment", this::hincrby)
        .leavesOtherParts(2)
        .grows()
        .fast()
        .access("RW access update")
        .doc("2.0.0", "O(1)", "Adds a whole number to the number in a field, 0 if there is none.");
    hash.write("HINCRBYFLOAT key field increment:double", this::hincrbyfloat)
        .leavesOtherParts(2)
        .grows()
        .fast()
        .access("RW access update")
        .doc("2.6.0", "O(1)", "Adds a number to the number in a field, 0 if there is none.");
    hash.write("HDEL key field [field ...]", HashCommands::hdel)
        .leavesParts()
        .fast()
        .access("RW delete")
        .doc("2.0.0", "O(1) per field", "Removes fields, and the hash with the last one.");
  }

  private static void declareLookups(Family hash) {
    hash.read("HGET key field", HashCommands::hget)
        .leavesOtherParts(2)
        .fast()
        .doc("2.0.0", "O(1)", "Returns the value of a field.");
    hash.read("HMGET key field [field ...]", HashCommands::hmget)
        .leavesOtherParts(-1)
        .fast()
        .doc("2.0.0", "O(1) per field", "Returns the values of fields.");
    hash.read("HEXISTS key field", HashCommands::hexists)
        .leavesOtherParts(2)
        .fast()
        .access("RO")
        .doc("2.0.0", "O(1)", "Tells whether a hash has a field.");
    hash.read("HLEN key", HashCommands::hlen)
        .leavesParts()
        .fast()
        .access("RO")
        .doc("2.0.0", "O(1)", "Counts the fields of a hash.");
    hash.read("HSTRLEN key field", HashCommands::hstrlen)
        .leavesOtherParts(2)
        .fast()
        .access("RO")
        .doc("3.2.0", "O(1)", "Returns the length of a field's value.");
  }

  private static void declareListings(Family hash) {
    hash.read("HGETALL key", HashCommands::hgetall)
        .tips("nondeterministic_output_order")
        .doc("2.0.0", "O(N) with the size of the hash", "Returns all fields and values.");
    hash.read("HKEYS key", HashCommands::hkeys)
        .tips("nondeterministic_output_order")
        .doc("2.0.0", "O(N) with the size of the hash", "Returns the names of all fields.");
    hash.read("HVALS key", HashCommands::hvals)
        .tips("nondeterministic_output_order")
        .doc("2.0.0", "O(N) with the size of the hash", "Returns the values of all fields.");
    hash.read("HRANDFIELD key [count [WITHVALUES]]", HashCommands::hrandfield)
        .tips("nondeterministic_output")
        .doc("6.2.0", "O(N) with the number of fields returned", "Returns fields by chance.");
    hash.read("HSCAN key cursor [MATCH pattern] [COUNT count] [NOVALUES]", HashCommands::hscan)
        .tips("nondeterministic_output")
        .doc(
            "2.8.0",
            "O(1) per call, O(N) for a whole walk",
            "Returns some fields and where to go on.");
  }

  private Reply hset(Call call) {
    return Reply.integer(set(call));
  }

  private Reply hmset(Call call) {
    set(call);
    return Reply.ok();
  }

  private int set(Call call) {
    if (call.argc() % 2 == 1) {
      throw new CommandException(Errors.wrongArity(call.command().name()));
    }
    HashValue hash = call.open(HASH);
    hash.expect(call.args(), 2, limits);
    int added = 0;
    for (int i = 2; i < call.argc(); i += 2) {
      if (hash.put(call.arg(i), call.arg(i + 1), limits)) {
        added++;
      }
    }
    call.changed("hset");
    return added;
  }

  private Reply hsetnx(Call call) {
    HashValue found = call.edit(HASH);
    if (found != null && found.contains(call.arg(2))) {
      return Reply.integer(0);
    }
    HashValue hash = call.open(HASH);
    hash.expect(call.args(), 2, limits);
    hash.put(call.arg(2), call.arg(3), limits);
    call.changed("hset");
    return Reply.integer(1);
  }

  private Reply hincrby(Call call) {
    long increment = call.integer(3);
    HashValue found = call.edit(HASH);
    Bytes old = found == null ? null : found.field(call.arg(2));
    if (old != null && !Ascii.isLong(old.shared())) {
      throw new CommandException("ERR hash value is not an integer");
    }
    long before = old == null ? 0 : Ascii.toLong(old.shared());
    long after = before + increment;
    if (((before ^ after) & (increment ^ after)) < 0) {
      throw new CommandException(Errors.INCREMENT_OVERFLOW);
    }
    call.open(HASH).update(call.arg(2), Bytes.of(after), limits);
    call.changed("hincrby");
    return Reply.integer(after);
  }

  /** Logged as the HSET of its result, which no other machine could come to differently. */
  private Reply hincrbyfloat(Call call) {
    LongDouble increment = LongDouble.parse(call.arg(3));
    if (increment == null) {
      throw new CommandException(Errors.NOT_A_FLOAT);
    }
    if (!increment.isFinite()) {
      throw new CommandException("ERR value is NaN or Infinity");
    }
    HashValue found = call.edit(HASH);
    Bytes old = found == null ? null : found.field(call.arg(2));
    LongDouble before = old == null ? LongDouble.of(0) : LongDouble.parse(old);
    if (before == null) {
      throw new CommandException("ERR hash value is not a float");
    }
    LongDouble after = before.plus(increment);
    if (!after.isFinite()) {
      throw new CommandException("ERR increment would produce NaN or Infinity");
    }
    Bytes text = after.print();
    HashValue hash = call.open(HASH);
    hash.update(call.arg(2), text, limits);
    call.changed("hincrbyfloat");
    call.logAs(HSET, call.arg(1), call.arg(2), text);
    FieldDeadlines.logDeadline(call, hash, call.arg(2));
    return Reply.bulk(text);
  }

  private static Reply hdel(Call call) {
    HashValue hash = call.edit(HASH);
    if (hash == null) {
      return Reply.integer(0);
    }
    int removed = 0;
    for (int i = 2; i < call.argc(); i++) {
      if (hash.remove(call.arg(i))) {
        removed++;
      }
    }
    if (removed > 0) {
      call.changed("hdel");
    }
    return Reply.integer(removed);
  }

  private static Reply hget(Call call) {
    HashValue hash = call.read(HASH);
    return Reply.bulk(hash == null ? null : hash.field(call.arg(2)));
  }

  private static Reply hmget(Call call) {
    HashValue hash = call.read(HASH);
    List<Reply> values = new ArrayList<>(call.argc() - 2);
    for (int i = 2; i < call.argc(); i++) {
      values.add(Reply.bulk(hash == null ? null : hash.field(call.arg(i))));
    }
    return Reply.array(values);
  }

  private static Reply hexists(Call call) {
    HashValue hash = call.read(HASH);
    return Reply.flag(hash != null && hash.contains(call.arg(2)));
  }

  private static Reply hlen(Call call) {
    HashValue hash = call.read(HASH);
    return Reply.integer(hash == null ? 0 : hash.size());
  }

  private static Reply hstrlen(Call call) {
    HashValue hash = call.read(HASH);
    return Reply.integer(hash == null ? 0 : hash.valueLength(call.arg(2)));
  }

  private static Reply hgetall(Call call) {
    HashValue hash = call.read(HASH);
    if (hash == null) {
      return new Reply.Dict(List.of());
    }
    List<Reply> flat = new ArrayList<>(2 * hash.size());
    hash.forEach(into(flat, true));
    return new Reply.Dict(flat);
  }

  private static Reply hkeys(Call call) {
    HashValue hash = call.read(HASH);
    if (hash == null) {
      return Reply.empty();
    }
    List<Reply> names = new ArrayList<>(hash.size());
    hash.forEachField(name -> names.add(new Reply.Bulk(name)));
    return Reply.array(names);
  }

  private static Reply hvals(Call call) {
    HashValue hash = call.read(HASH);
    if (hash == null) {
      return Reply.empty();
    }
    List<Reply> values = new ArrayList<>(hash.size());
    hash.forEachValue(value -> values.add(new Reply.Bulk(value)));
    return Reply.array(values);
  }

  private static Reply hrandfield(Call call) {
    if (call.argc() == 2) {
      HashValue hash = call.read(HASH);
      List<Reply> one = new ArrayList<>(1);
      if (hash != null) {
        hash.draw(1, call.random(), into(one, false));
      }
      return one.isEmpty() ? Reply.nil() : one.get(0);
    }
    RandomCount count = RandomCount.parse(call, 2, "WITHVALUES");
    HashValue hash = call.read(HASH);
    if (hash == null || count.isZero()) {
      return Reply.empty();
    }
    List<Reply> drawn = new ArrayList<>();
    if (count.distinct()) {
      hash.drawDistinct(count.number(), call.random(), into(drawn, count.withMore()));
    } else {
      hash.draw(count.repeated(), call.random(), into(drawn, count.withMore()));
    }
    return count.withMore() ? new Reply.Pairs(drawn) : Reply.array(drawn);
  }

  private static Reply hscan(Call call) {
    long cursor = ScanOptions.cursor(call.arg(2));
    HashValue hash = call.read(HASH);
    if (hash == null) {
      return ScanOptions.nothing();
    }
    ScanOptions options = ScanOptions.parse(call.options(3), ScanOptions.Of.FIELDS);
    List<Reply> found = new ArrayList<>();
    BiConsumer<Bytes, Bytes> take = into(found, options.withValues());
    long next =
        hash.scan(
            cursor,
            options,
            (field, value) -> {
              if (options.matches(field)) {
                take.accept(field, value);
              }
            });
    return ScanOptions.reply(next, found);
  }

  private static BiConsumer<Bytes, Bytes> into(List<Reply> replies, boolean values) {
    return (field, value) -> {
      replies.add(new Reply.Bulk(field));
      if (values) {
        replies.add(new Reply.Bulk(value));
      }
    };
  }
}
