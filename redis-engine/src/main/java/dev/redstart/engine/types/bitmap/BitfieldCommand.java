package dev.redstart.engine.types.bitmap;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITFIELD: strings as arrays of integers of any width. */
final class BitfieldCommand {

  /** How offsets are read. */
  @FunctionalInterface
  interface OffsetReader {

    /** The offset in bits of a field of {@code width} bits. */
    long read(Bytes text, int width);
  }

  private enum Verb {
    GET,
    SET,
    INCRBY
  }

  private enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  /** One of the steps of a call. */
  private record Step(Verb verb, BitfieldType type, long offset, long number, Overflow overflow) {

    long lastBit() {
      return offset + type.width() - 1;
    }
  }

  private static final String STEP =
      "<GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value:integer |"
          + " INCRBY encoding offset increment>>";

  private final OffsetReader offsets;

  BitfieldCommand(OffsetReader offsets) {
    this.offsets = offsets;
  }

  void declare(Family bitmap) {
    bitmap
        .write("BITFIELD key [" + STEP + " [" + STEP + " ...]]", call -> bitfield(call, true))
        .grows()
        .access("RW access update variable_flags")
        .doc("3.2.0", "O(1) for each step", "Reads and changes integers of any width in a string.");
    bitmap
        .read(
            "BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]",
            call -> bitfield(call, false))
        .fast()
        .doc("6.0.0", "O(1) for each step", "Reads integers of any width from a string.");
  }

  private Reply bitfield(Call call, boolean writes) {
    List<Step> steps = steps(call.options(2));
    long last = -1;
    for (Step step : steps) {
      last = step.verb == Verb.GET ? last : Math.max(last, step.lastBit());
    }
    if (last < 0) {
      return answer(steps, call.read(STRING));
    }
    if (!writes) {
      throw new CommandException("ERR BITFIELD_RO only supports the GET subcommand");
    }
    return change(call, steps, (int) (last >>> 3) + 1);
  }

  private List<Step> steps(Args args) {
    List<Step> steps = new ArrayList<>();
    Overflow overflow = Overflow.WRAP;
    while (args.more()) {
      if (args.wordWithValue("OVERFLOW")) {
        overflow = overflow(args.next());
      } else {
        steps.add(step(args, verb(args), overflow));
      }
    }
    return steps;
  }

  private static Verb verb(Args args) {
    int values = args.left() - 1;
    if (values >= 2 && args.word("GET")) {
      return Verb.GET;
    }
    if (values >= 3 && args.word("SET")) {
      return Verb.SET;
    }
    if (values >= 3 && args.word("INCRBY")) {
      return Verb.INCRBY;
    }
    throw Errors.syntax();
  }

  private static Overflow overflow(Bytes word) {
    for (Overflow each : Overflow.values()) {
      if (word.is(each.name())) {
        return each;
      }
    }
    throw new CommandException("ERR Invalid OVERFLOW type specified");
  }

  private Step step(Args args, Verb verb, Overflow overflow) {
    BitfieldType type = BitfieldType.parse(args.next());
    long offset = offsets.read(args.next(), type.width());
    long number = verb == Verb.GET ? 0 : args.integer();
    return new Step(verb, type, offset, number, overflow);
  }

  private static Reply answer(List<Step> steps, @Nullable StringValue value) {
    byte[] bytes = value == null ? new byte[0] : value.peek();
    int length = value == null ? 0 : value.length();
    List<Reply> replies = new ArrayList<>(steps.size());
    for (Step step : steps) {
      replies.add(Reply.integer(get(step, bytes, length)));
    }
    return Reply.array(replies);
  }

  private static Reply change(Call call, List<Step> steps, int least) {
    StringValue found = call.edit(STRING);
    StringValue value = found == null ? StringValue.raw(Bytes.EMPTY) : found;
    boolean grows = value.length() < least;
    boolean changed = false;
    byte[] bytes = value.writable(least);
    if (found == null) {
      call.keys().put(call.key(), value);
    }
    int length = value.length();
    List<Reply> replies = new ArrayList<>(steps.size());
    for (Step step : steps) {
      long before = get(step, bytes, length);
      Reply reply = apply(step, before, bytes);
      replies.add(reply);
      boolean wrote = step.verb != Verb.GET && !reply.isNull();
      changed |= wrote && (grows || before != get(step, bytes, length));
    }
    if (changed || grows) {
      // A string may come to be although no step could write: Redis sends nothing then.
      call.changed(changed ? "setbit" : null);
    }
    return Reply.array(replies);
  }

  private static Reply apply(Step step, long before, byte[] bytes) {
    if (step.verb == Verb.GET) {
      return Reply.integer(before);
    }
    boolean adds = step.verb == Verb.INCRBY;
    long from = adds ? before : step.number;
    long by = adds ? step.number : 0;
    BitfieldType type = step.type;
    boolean above = type.isAbove(from, by);
    boolean below = !above && type.isBelow(from, by);
    if ((above || below) && step.overflow == Overflow.FAIL) {
      return Reply.nil();
    }
    long after = type.wrap(from + by);
    if ((above || below) && step.overflow == Overflow.SAT) {
      after = above ? type.greatest() : type.least();
    }
    Bits.set(bytes, step.offset, type.width(), after);
    return Reply.integer(adds ? after : before);
  }

  private static long get(Step step, byte[] bytes, int length) {
    return step.type.wrap(Bits.get(bytes, length, step.offset, step.type.width()));
  }
}
