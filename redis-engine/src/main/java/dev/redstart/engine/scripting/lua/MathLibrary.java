package dev.redstart.engine.scripting.lua;

import java.util.function.DoubleUnaryOperator;

/** Lua's mathematical functions. Chance comes from who makes the state. */
public final class MathLibrary {

  /** A source of chance as C has it. */
  public interface Chance {

    /** A number from 0 up to, but not including, 1. */
    double next();

    /** Begins a row anew. */
    void seed(int seed);
  }

  private MathLibrary() {}

  static void install(LuaState state, Chance chance) {
    Library math = Library.named(state, "math");
    math.set("pi", Math.PI);
    math.set("huge", Double.POSITIVE_INFINITY);
    unary(math, "abs", LuaNumbers::absolute);
    unary(math, "ceil", Math::ceil);
    unary(math, "floor", Math::floor);
    unary(math, "sqrt", Math::sqrt);
    unary(math, "sin", StrictMath::sin);
    unary(math, "cos", StrictMath::cos);
    unary(math, "tan", StrictMath::tan);
    unary(math, "asin", StrictMath::asin);
    unary(math, "acos", StrictMath::acos);
    unary(math, "atan", StrictMath::atan);
    unary(math, "sinh", StrictMath::sinh);
    unary(math, "cosh", StrictMath::cosh);
    unary(math, "tanh", StrictMath::tanh);
    unary(math, "exp", Powers::exponential);
    unary(math, "log", Powers::logarithm);
    unary(math, "log10", StrictMath::log10);
    unary(math, "deg", x -> x / (Math.PI / 180.0));
    unary(math, "rad", x -> x * (Math.PI / 180.0));
    math.add("atan2", args -> StrictMath.atan2(args.number(1), args.number(2)));
    math.add("pow", args -> Arithmetic.POW.apply(args.number(1), args.number(2)));
    NativeFunction fmod = math.add("fmod", args -> args.number(1) % args.number(2));
    math.set("mod", fmod);
    math.add("ldexp", args -> ldexp(args.number(1), args.whole(2)));
    math.add("frexp", MathLibrary::frexp);
    math.add("modf", MathLibrary::modf);
    math.add("max", args -> extreme(args, 1));
    math.add("min", args -> extreme(args, -1));
    math.add("random", args -> random(args, chance));
    math.add("randomseed", args -> randomseed(args, chance));
  }

  private static void unary(Library math, String name, DoubleUnaryOperator function) {
    math.add(name, args -> function.applyAsDouble(args.number(1)));
  }

  private static double ldexp(double number, int exponent) {
    double x = number;
    int e = Math.max(-5_000, Math.min(5_000, exponent));
    while (e > 1_000 || e < -1_000) {
      int step = e > 0 ? 1_000 : -1_000;
      x = Math.scalb(x, step);
      e -= step;
    }
    return Math.scalb(x, e);
  }

  private static Object frexp(Arguments args) {
    double x = args.number(1);
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      return new Object[] {x, 0.0};
    }
    int exponent = Math.getExponent(x) + 1;
    double mantissa = x;
    if (Math.abs(x) < Double.MIN_NORMAL) {
      mantissa = x * 0x1p54;
      exponent = Math.getExponent(mantissa) + 1;
      return new Object[] {Math.scalb(mantissa, -exponent), (double) (exponent - 54)};
    }
    return new Object[] {ldexp(mantissa, -exponent), (double) exponent};
  }

  private static Object modf(Arguments args) {
    double x = args.number(1);
    double whole = x > 0 ? Math.floor(x) : Math.ceil(x);
    double fraction = Double.isInfinite(x) ? Math.copySign(0.0, x) : x - whole;
    return new Object[] {whole, fraction == 0 ? Math.copySign(0.0, x) : fraction};
  }

  private static Object extreme(Arguments args, int sign) {
    double best = args.number(1);
    for (int i = 2; i <= args.count(); i++) {
      double x = args.number(i);
      if (sign > 0 ? x > best : x < best) {
        best = x;
      }
    }
    return best;
  }

  private static Object random(Arguments args, Chance chance) {
    double r = chance.next();
    switch (args.count()) {
      case 0 -> {
        return r;
      }
      case 1 -> {
        int max = args.whole(1);
        if (max < 1) {
          throw LuaError.argument(1, "interval is empty");
        }
        return Math.floor(r * max) + 1;
      }
      case 2 -> {
        int low = args.whole(1);
        int high = args.whole(2);
        if (low > high) {
          throw LuaError.argument(2, "interval is empty");
        }
        return Math.floor(r * (high - low + 1)) + low;
      }
      default -> throw LuaError.at("wrong number of arguments");
    }
  }

  private static Object randomseed(Arguments args, Chance chance) {
    chance.seed(args.whole(1));
    return LuaFunction.NONE;
  }
}
