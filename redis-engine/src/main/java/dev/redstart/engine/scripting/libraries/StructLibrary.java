package dev.redstart.engine.scripting.libraries;

import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.Buffer;
import dev.redstart.engine.scripting.lua.Library;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import java.util.ArrayList;
import java.util.List;

/** The library {@code struct}: values to and from bytes, as C lays them out. */
public final class StructLibrary {

  private static final int MAX_SIZE = 32;

  private StructLibrary() {}

  /** Puts the library into a state. */
  public static void install(LuaState state) {
    Library struct = Library.named(state, "struct");
    struct.add("pack", StructLibrary::pack);
    struct.add("unpack", StructLibrary::unpack);
    struct.add("size", StructLibrary::size);
  }

  /** Reads a format: one option after the other, with its size and the bytes to skip before. */
  private static final class Format {
    private final LuaString text;
    private int at;
    private boolean little = true;
    private int alignment = 1;
    int option;
    int size;

    Format(LuaString text) {
      this.text = text;
    }

    /** A zero byte ends a format. */
    boolean next() {
      if (at >= text.length() || text.at(at) == 0) {
        return false;
      }
      option = text.at(at++);
      size = sizeOf();
      return true;
    }

    private int sizeOf() {
      return switch (option) {
        case 'b', 'B', 'x' -> 1;
        case 'h', 'H' -> 2;
        case 'i', 'I' -> number(4);
        case 'f' -> 4;
        case 'l', 'L', 'T', 'd' -> 8;
        case 'c' -> number(1);
        default -> 0;
      };
    }

    private int number(int otherwise) {
      if (at >= text.length() || !isDigit()) {
        return otherwise;
      }
      long value = 0;
      while (at < text.length() && isDigit()) {
        value = value * 10 + text.at(at++) - '0';
        if (value > Integer.MAX_VALUE) {
          throw LuaError.at("integral size overflow");
        }
      }
      if (option != 'c' && option != '!' && value > MAX_SIZE) {
        throw LuaError.at("integral size " + value + " is larger than limit of " + MAX_SIZE);
      }
      return (int) value;
    }

    private boolean isDigit() {
      return text.at(at) >= '0' && text.at(at) <= '9';
    }

    /** How many bytes to skip so that the option stands where it should. */
    int skip(int position) {
      if (size == 0 || option == 'c' || option == 'x') {
        return 0;
      }
      int align = Math.min(size, alignment);
      if (align <= 1) {
        return 0;
      }
      if ((align & (align - 1)) != 0) {
        return 0;
      }
      return (align - (position & (align - 1))) & (align - 1);
    }

    /** True where the option changes how others are read. */
    boolean controls() {
      boolean controls = option == ' ' || option == '<' || option == '>' || option == '!';
      switch (option) {
        case '<' -> little = true;
        case '>' -> little = false;
        case '!' -> {
          alignment = number(8);
          if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
            throw LuaError.at("alignment " + alignment + " is not a power of 2");
          }
        }
        default -> {
          if (!controls && size == 0 && option != 'c' && option != 's') {
            throw LuaError.argument(1, "invalid format option '" + (char) option + "'");
          }
        }
      }
      return controls;
    }
  }

  private static Object pack(Arguments args) {
    Format format = new Format(args.text(1));
    Buffer out = new Buffer(args.state());
    int argument = 2;
    while (format.next()) {
      if (format.controls()) {
        continue;
      }
      zeros(out, format.skip(out.length()));
      if (format.option == 'x') {
        out.add(0);
      } else {
        packOne(args, argument, format, out);
        argument++;
      }
    }
    return out.toText();
  }

  private static void zeros(Buffer out, int count) {
    for (int i = 0; i < count; i++) {
      out.add(0);
    }
  }

  private static void packOne(Arguments args, int n, Format format, Buffer out) {
    if (n == args.count() + 1) {
      boolean text = format.option == 's' || format.option == 'c';
      throw LuaError.argument(n, (text ? "string" : "number") + " expected, got nil");
    }
    switch (format.option) {
      case 'f' -> integer(out, LuaNumbers.shortBits(args.number(n)), 4, format.little);
      case 'd' -> integer(out, LuaNumbers.bits(args.number(n)), 8, format.little);
      case 's' -> out.add(args.text(n)).add(0);
      case 'c' -> {
        LuaString text = args.text(n);
        int size = format.size == 0 ? text.length() : format.size;
        if (text.length() < size) {
          throw LuaError.argument(n + 1, "string too short");
        }
        out.add(text.slice(0, size));
      }
      default -> integer(out, toInteger(args.number(n)), format.size, format.little);
    }
  }

  private static long toInteger(double number) {
    if (number >= 0x1p63 && number < 0x1p64) {
      return (long) (number - 0x1p63) ^ Long.MIN_VALUE;
    }
    return LuaNumbers.toLong(number);
  }

  private static void integer(Buffer out, long value, int size, boolean little) {
    for (int i = 0; i < size; i++) {
      int shift = 8 * (little ? i : size - 1 - i);
      out.add(shift > 63 ? 0 : (int) (value >>> shift) & 0xff);
    }
  }

  private static Object unpack(Arguments args) {
    Format format = new Format(args.text(1));
    LuaString data = args.text(2);
    long start = args.integer(3, 1) - 1;
    if (start == -1) {
      throw LuaError.argument(3, "offset must be 1 or greater");
    }
    // In C, what is below zero is very much above.
    int position = start < 0 ? Integer.MAX_VALUE / 2 : (int) Math.min(start, Integer.MAX_VALUE / 2);
    List<Object> values = new ArrayList<>();
    while (format.next()) {
      if (format.controls()) {
        continue;
      }
      position += format.skip(position);
      if ((long) position + format.size > data.length()) {
        throw LuaError.argument(2, "data string too short");
      }
      position = unpackOne(data, position, format, values);
      if (values.size() > 7_000) {
        throw LuaError.at("too many results");
      }
    }
    values.add(position + 1.0);
    return values.size() == 1 ? values.get(0) : values.toArray();
  }

  private static int unpackOne(LuaString data, int position, Format format, List<Object> values) {
    switch (format.option) {
      case 'x' -> {}
      case 'f' -> values.add(LuaNumbers.ofShortBits((int) integer(data, position, format)));
      case 'd' -> values.add(LuaNumbers.ofBits(integer(data, position, format)));
      case 's' -> {
        int end = position;
        while (end < data.length() && data.at(end) != 0) {
          end++;
        }
        if (end == data.length()) {
          throw LuaError.at("unfinished string in data");
        }
        values.add(data.slice(position, end));
        return end + 1;
      }
      case 'c' -> {
        int size = format.size == 0 ? counted(values) : format.size;
        if ((long) position + size > data.length()) {
          throw LuaError.argument(2, "data string too short");
        }
        values.add(data.slice(position, position + size));
        return position + size;
      }
      default -> values.add(number(data, position, format));
    }
    return position + format.size;
  }

  private static int counted(List<Object> values) {
    if (values.isEmpty() || !(values.get(values.size() - 1) instanceof Double number)) {
      throw LuaError.at("format 'c0' needs a previous size");
    }
    values.remove(values.size() - 1);
    return (int) Math.max(0, Math.min(1 << 30, number));
  }

  private static Object number(LuaString data, int position, Format format) {
    long value = integer(data, position, format);
    boolean signed = format.option >= 'a';
    if (signed) {
      int unused = 64 - 8 * Math.min(8, format.size);
      return (double) (value << unused >> unused);
    }
    return value >= 0 ? (double) value : (value >>> 1) * 2.0 + (value & 1);
  }

  private static long integer(LuaString data, int position, Format format) {
    long value = 0;
    for (int i = 0; i < format.size; i++) {
      int at = position + (format.little ? format.size - 1 - i : i);
      value = value << 8 | data.at(at);
    }
    return value;
  }

  private static Object size(Arguments args) {
    Format format = new Format(args.text(1));
    long position = 0;
    while (format.next()) {
      if (!Character.isLetterOrDigit(format.option) && format.controls()) {
        continue;
      }
      position += format.skip((int) position);
      if (format.option == 's') {
        throw LuaError.argument(1, "option 's' has no fixed size");
      }
      if (format.option == 'c' && format.size == 0) {
        throw LuaError.argument(1, "option 'c0' has no fixed size");
      }
      position += format.size;
      if (position > Integer.MAX_VALUE) {
        throw LuaError.at("format result too large");
      }
    }
    return (double) position;
  }
}
