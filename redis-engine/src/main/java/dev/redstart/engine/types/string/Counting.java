package dev.redstart.engine.types.string;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LongDouble;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/** The commands that take strings for numbers. */
final class Counting {

  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes KEEPTTL = Bytes.of("KEEPTTL");

  private Counting() {}

  static void declare(Family family) {
    family
        .write("INCR key", call -> add(call, 1))
        .grows()
        .fast()
        .access("RW access update")
        .doc("1.0.0", "O(1)", "Adds one to a number.");
    family
        .write("DECR key", call -> add(call, -1))
        .grows()
        .fast()
        .access("RW access update")
        .doc("1.0.0", "O(1)", "Takes one from a number.");
    family
        .write("INCRBY key increment", call -> add(call, call.integer(2)))
        .grows()
        .fast()
        .access("RW access update")
        .doc("1.0.0", "O(1)", "Adds to a number.");
    family
        .write("DECRBY key decrement", Counting::decrby)
        .grows()
        .fast()
        .access("RW access update")
        .doc("1.0.0", "O(1)", "Takes from a number.");
    family
        .write("INCRBYFLOAT key increment:double", Counting::incrbyfloat)
        .grows()
        .fast()
        .access("RW access update")
        .doc("2.6.0", "O(1)", "Adds to a number that may have a fraction.");
  }

  private static Reply decrby(Call call) {
    long decrement = call.integer(2);
    if (decrement == Long.MIN_VALUE) {
      throw new CommandException("ERR decrement would overflow");
    }
    return add(call, -decrement);
  }

  private static Reply add(Call call, long increment) {
    StringValue value = call.edit(STRING);
    if (value != null && !value.isNumber()) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    }
    long before = value == null ? 0 : value.number();
    long after = before + increment;
    if (((before ^ after) & (increment ^ after)) < 0) {
      throw new CommandException(Errors.INCREMENT_OVERFLOW);
    }
    if (value == null) {
      call.keys().put(call.key(), StringValue.of(after));
    } else {
      value.set(after);
    }
    call.changed("incrby");
    return Reply.integer(after);
  }

  private static Reply incrbyfloat(Call call) {
    StringValue value = call.edit(STRING);
    LongDouble before = value == null ? LongDouble.of(0) : real(LongDouble.parse(value.bytes()));
    LongDouble after = before.plus(real(LongDouble.parse(call.arg(2))));
    if (!after.isFinite()) {
      throw new CommandException("ERR increment would produce NaN or Infinity");
    }
    Bytes text = after.print();
    if (value == null) {
      call.keys().put(call.key(), StringValue.text(text));
    } else {
      value.set(text);
    }
    call.changed("incrbyfloat");
    call.logAs(SET, call.key(), text, KEEPTTL);
    return Reply.bulk(text);
  }

  private static LongDouble real(@Nullable LongDouble number) {
    if (number == null) {
      throw new CommandException(Errors.NOT_A_FLOAT);
    }
    return number;
  }
}
