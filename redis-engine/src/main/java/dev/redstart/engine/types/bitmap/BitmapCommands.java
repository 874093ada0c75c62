package dev.redstart.engine.types.bitmap;

import static dev.redstart.engine.types.string.StringValue.STRING;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.types.string.StringValue;

/** The commands on bits of strings. */
public final class BitmapCommands {

  private static final String NO_OFFSET = "ERR bit offset is not an integer or out of range";
  private static final String NO_BIT = "ERR bit is not an integer or out of range";
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 64L;

  private final Setting.Whole longest;

  private BitmapCommands(Setting.Whole longest) {
    this.longest = longest;
  }

  /**
   * Declares the family.
   *
   * @param longest the most bytes of a string
   */
  public static void declare(Family bitmap, Setting.Whole longest) {
    BitmapCommands commands = new BitmapCommands(longest);
    commands.declareBits(bitmap);
    BitOperation.declare(bitmap);
    new BitfieldCommand(commands::offset).declare(bitmap);
  }

  private void declareBits(Family bitmap) {
    bitmap
        .write("SETBIT key offset value:integer", this::setbit)
        .grows()
        .access("RW access update")
        .doc("2.2.0", "O(1)", "Sets or clears one bit and answers what it was.");
    bitmap.read("GETBIT key offset", this::getbit).fast().doc("2.2.0", "O(1)", "Answers one bit.");
    bitmap
        .read("BITCOUNT key [start end [BYTE | BIT]]", BitmapCommands::bitcount)
        .doc("2.6.0", "O(N)", "Counts the bits that are set.");
    bitmap
        .read("BITPOS key bit:integer [start [end [BYTE | BIT]]]", BitmapCommands::bitpos)
        .doc("2.8.7", "O(N)", "Finds the first bit that is set, or clear.");
  }

  private Reply setbit(Call call) {
    long offset = offset(call.arg(2), 0);
    boolean on = bit(call.arg(3));
    StringValue value = call.edit(STRING);
    boolean absent = value == null;
    StringValue bits = value == null ? StringValue.raw(Bytes.EMPTY) : value;
    int index = (int) (offset >>> 3);
    boolean grows = bits.length() <= index;
    byte[] bytes = bits.writable(index + 1);
    int mask = 0x80 >> (offset & 7);
    boolean before = (bytes[index] & mask) != 0;
    if (absent) {
      call.keys().put(call.key(), bits);
    }
    if (grows || before != on) {
      bytes[index] = (byte) (on ? bytes[index] | mask : bytes[index] & ~mask);
      call.changed("setbit");
    }
    return Reply.flag(before);
  }

  private static boolean bit(Bytes text) {
    if (text.length() != 1 || (text.at(0) != '0' && text.at(0) != '1')) {
      throw new CommandException(NO_BIT);
    }
    return text.at(0) == '1';
  }

  private Reply getbit(Call call) {
    long offset = offset(call.arg(2), 0);
    StringValue value = call.read(STRING);
    if (value == null || offset >>> 3 >= value.length()) {
      return Reply.integer(0);
    }
    return Reply.flag((value.peek()[(int) (offset >>> 3)] & (0x80 >> (offset & 7))) != 0);
  }

  private static Reply bitcount(Call call) {
    BitRange range = BitRange.ofBitcount(call);
    StringValue value = call.read(STRING);
    if (value == null || range.isBackwards() || !range.hasBits(value.length())) {
      return Reply.integer(0);
    }
    int length = value.length();
    return Reply.integer(Bits.count(value.peek(), range.first(length), range.last(length)));
  }

  private static Reply bitpos(Call call) {
    long bit = call.integer(2);
    if (bit != 0 && bit != 1) {
      throw new CommandException("ERR The bit argument must be 1 or 0.");
    }
    BitRange range = BitRange.ofBitpos(call);
    StringValue value = call.read(STRING);
    if (value == null) {
      return Reply.integer(-bit);
    }
    int length = value.length();
    if (!range.hasBits(length)) {
      return Reply.integer(-1);
    }
    long first = range.first(length);
    long found = Bits.position(value.peek(), bit == 1, first, range.last(length));
    // Behind the string everything is clear, for who doesn't name an end.
    return Reply.integer(found < 0 && bit == 0 && !range.hasEnd() ? 8L * length : found);
  }

  /**
   * The offset of a field of {@code width} bits: a number of bits, or with a hash before it of
   * fields. A width of zero stands for a plain bit.
   */
  private long offset(Bytes text, int width) {
    boolean fields = width > 0 && text.length() > 1 && text.at(0) == '#';
    byte[] number = fields ? text.slice(1, text.length()).shared() : text.shared();
    if (!Ascii.isLong(number)) {
      throw new CommandException(NO_OFFSET);
    }
    long offset = Ascii.toLong(number);
    long most = Math.min(longest.get(), LONGEST_ARRAY) << 3;
    long unit = fields ? width : 1;
    if (offset < 0 || offset >= (most + unit - 1) / unit) {
      throw new CommandException(NO_OFFSET);
    }
    return offset * unit;
  }
}
