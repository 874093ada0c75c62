package dev.redstart.engine.scripting.libraries;

import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.Library;
import dev.redstart.engine.scripting.lua.LuaState;
import dev.redstart.engine.scripting.lua.LuaString;
import java.util.Locale;
import java.util.function.IntBinaryOperator;

/** The library {@code bit}: operations on numbers of 32 bits. */
public final class BitLibrary {

  private BitLibrary() {}

  /** Puts the library into a state. */
  public static void install(LuaState state) {
    Library bit = Library.named(state, "bit");
    bit.add("tobit", args -> (double) number(args, 1));
    bit.add("bnot", args -> (double) ~number(args, 1));
    all(bit, "band", (a, b) -> a & b);
    all(bit, "bor", (a, b) -> a | b);
    all(bit, "bxor", (a, b) -> a ^ b);
    shift(bit, "lshift", (a, n) -> a << n);
    shift(bit, "rshift", (a, n) -> a >>> n);
    shift(bit, "arshift", (a, n) -> a >> n);
    shift(bit, "rol", Integer::rotateLeft);
    shift(bit, "ror", Integer::rotateRight);
    bit.add("bswap", args -> (double) Integer.reverseBytes(number(args, 1)));
    bit.add("tohex", BitLibrary::tohex);
  }

  /** The lower 32 bits of a number, rounded to the nearest whole one. */
  private static int number(Arguments args, int n) {
    // Adding 1.5 times 2^52 leaves the lower bits of the whole number in those of the mantissa.
    return (int) Double.doubleToRawLongBits(args.number(n) + 6755399441055744.0);
  }

  private static void all(Library bit, String name, IntBinaryOperator operator) {
    bit.add(
        name,
        args -> {
          int result = number(args, 1);
          for (int i = 2; i <= args.count(); i++) {
            result = operator.applyAsInt(result, number(args, i));
          }
          return (double) result;
        });
  }

  private static void shift(Library bit, String name, IntBinaryOperator operator) {
    bit.add(name, args -> (double) operator.applyAsInt(number(args, 1), number(args, 2) & 31));
  }

  private static Object tohex(Arguments args) {
    int value = number(args, 1);
    int digits = args.count() < 2 ? 8 : number(args, 2);
    boolean upper = digits < 0;
    int count = (int) Math.min(8, Math.abs((long) digits));
    String text = String.format("%08x", value).substring(8 - count);
    return LuaString.of(upper ? text.toUpperCase(Locale.ROOT) : text);
  }
}
