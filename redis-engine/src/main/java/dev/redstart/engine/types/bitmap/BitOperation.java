package dev.redstart.engine.types.bitmap;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITOP: an operation on the bits of several strings. */
enum BitOperation {
  AND(1),
  OR(1),
  XOR(1),
  /** What is clear. */
  NOT(1),
  /** In the first and in none of the others. */
  DIFF(2),
  /** In one of the others and not in the first. */
  DIFF1(2),
  /** In the first and in one of the others. */
  ANDOR(2),
  /** In just one. */
  ONE(1);

  /** A string to read from; what lies behind its length is zero. */
  private static final class Source {

    private final byte[] bytes;
    private final int length;

    Source(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    /** Eight bytes from {@code index} on. */
    long longAt(int index) {
      if (index + Long.BYTES <= length) {
        return Bits.longAt(bytes, index);
      }
      long value = 0;
      for (int i = index; i < index + Long.BYTES; i++) {
        value = (value << 8) | (i < length ? bytes[i] & 0xff : 0);
      }
      return value;
    }
  }

  private final int leastSources;

  BitOperation(int leastSources) {
    this.leastSources = leastSources;
  }

  static void declare(Family bitmap) {
    // The line is that of Redis 7.4, for COMMAND DOCS; what came with 8.2 is taken as well.
    bitmap
        .write("BITOP <AND | OR | XOR | NOT> destkey:key key [key ...]", BitOperation::bitop)
        .grows()
        .access("OW update", "RO access")
        .doc("2.6.0", "O(N)", "Combines strings bit by bit and stores the result.");
  }

  private static Reply bitop(Call call) {
    BitOperation operation = parse(call.arg(1));
    int count = call.argc() - 3;
    if (operation == NOT && count != 1) {
      throw new CommandException("ERR BITOP NOT must be called with a single source key.");
    }
    if (count < operation.leastSources) {
      throw new CommandException(
          "ERR BITOP " + operation + " must be called with at least two source keys.");
    }
    byte[] result = operation.combine(sources(call));
    Bytes target = call.arg(2);
    if (result.length == 0) {
      call.keys().remove(target, "del");
    } else {
      call.keys().put(target, StringValue.raw(Bytes.wrap(result)));
      call.keys().changed(target, "set");
    }
    return Reply.integer(result.length);
  }

  private static BitOperation parse(Bytes word) {
    for (BitOperation each : values()) {
      if (word.is(each.name())) {
        return each;
      }
    }
    throw Errors.syntax();
  }

  private static List<Source> sources(Call call) {
    List<Source> sources = new ArrayList<>(call.argc() - 3);
    for (int i = 3; i < call.argc(); i++) {
      sources.add(source(call.read(call.arg(i), STRING)));
    }
    return sources;
  }

  private static Source source(@Nullable StringValue value) {
    return value == null ? new Source(new byte[0], 0) : new Source(value.peek(), value.length());
  }

  private byte[] combine(List<Source> sources) {
    int length = 0;
    for (Source source : sources) {
      length = Math.max(length, source.length);
    }
    // A long at a time: the last one may reach behind the end.
    byte[] result = new byte[length];
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      Bits.putLong(result, at, combine(sources, at));
    }
    if (at < length) {
      byte[] last = new byte[Long.BYTES];
      Bits.putLong(last, 0, combine(sources, at));
      System.arraycopy(last, 0, result, at, length - at);
    }
    return result;
  }

  private long combine(List<Source> sources, int index) {
    long first = sources.get(0).longAt(index);
    if (this == NOT) {
      return ~first;
    }
    long all = first;
    long odd = first;
    long others = 0;
    long twice = 0;
    for (int i = 1; i < sources.size(); i++) {
      long next = sources.get(i).longAt(index);
      twice |= (first | others) & next;
      all &= next;
      odd ^= next;
      others |= next;
    }
    return switch (this) {
      case AND -> all;
      case OR -> first | others;
      case XOR -> odd;
      case NOT -> ~first;
      case DIFF -> first & ~others;
      case DIFF1 -> ~first & others;
      case ANDOR -> first & others;
      case ONE -> (first | others) & ~twice;
    };
  }
}
