package dev.redstart.engine.scripting.lua;

/** string.format. */
final class TextFormat {

  private final Arguments args;
  private final byte[] format;
  private final Buffer out;
  private int at;
  private int argument = 1;

  private TextFormat(Arguments args) {
    this.args = args;
    this.format = args.text(1).bytes;
    this.out = new Buffer(args.state());
  }

  static Object format(Arguments args) {
    return new TextFormat(args).run();
  }

  private LuaString run() {
    while (at < format.length) {
      int c = format[at++];
      if (c != '%') {
        out.add(c);
      } else if (at < format.length && format[at] == '%') {
        out.add('%');
        at++;
      } else {
        item();
      }
    }
    return out.toText();
  }

  private void item() {
    argument++;
    if (argument > args.count()) {
      throw LuaError.argument(argument, "no value");
    }
    NumberFormat spec = specification();
    int conversion = at < format.length ? format[at] & 0xff : 0;
    at++;
    switch (conversion) {
      case 'c' -> spec.octet(args.whole(argument) & 0xff, out);
      case 'd', 'i' -> spec.integer(LuaNumbers.toLong(args.number(argument)), out);
      case 'o', 'u', 'x', 'X' -> spec.unsigned(toUnsigned(args.number(argument)), conversion, out);
      case 'e', 'E', 'f', 'g', 'G' -> spec.real(args.number(argument), conversion, out);
      case 'q' -> quoted(args.text(argument));
      case 's' -> text(spec, args.text(argument));
      default -> {
        String shown = conversion == 0 ? "" : String.valueOf((char) conversion);
        throw LuaError.at("invalid option '%" + shown + "' to 'format'");
      }
    }
  }

  private static long toUnsigned(double number) {
    if (number >= 0x1p63) {
      return LuaNumbers.toLong(number - 0x1p63) ^ Long.MIN_VALUE;
    }
    return LuaNumbers.toLong(number);
  }

  private void text(NumberFormat spec, LuaString text) {
    if (!spec.hasPrecision() && text.length() >= 100) {
      out.add(text);
    } else {
      spec.text(text.untilZero().toLatin(), out);
    }
  }

  private NumberFormat specification() {
    NumberFormat spec = new NumberFormat();
    int flags = 0;
    while (at < format.length && "-+ #0".indexOf(format[at]) >= 0) {
      spec.flag(format[at++]);
      flags++;
    }
    if (flags >= 6) {
      throw LuaError.at("invalid format (repeated flags)");
    }
    spec.width(digits());
    if (at < format.length && format[at] == '.') {
      at++;
      spec.precision(digits());
    }
    if (isDigit()) {
      throw LuaError.at("invalid format (width or precision too long)");
    }
    return spec;
  }

  private boolean isDigit() {
    return at < format.length && format[at] >= '0' && format[at] <= '9';
  }

  /** At most two digits. */
  private int digits() {
    int value = 0;
    for (int i = 0; i < 2 && isDigit(); i++) {
      value = value * 10 + format[at++] - '0';
    }
    return value;
  }

  private void quoted(LuaString text) {
    out.add('"');
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      switch (c) {
        case '"', '\\', '\n' -> out.add('\\').add(c);
        case '\r' -> out.add("\\r");
        case 0 -> out.add("\\000");
        default -> out.add(c);
      }
    }
    out.add('"');
  }
}
