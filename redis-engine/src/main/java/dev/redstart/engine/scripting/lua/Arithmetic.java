package dev.redstart.engine.scripting.lua;

/** An operator on two numbers. */
enum Arithmetic {
  ADD("__add") {
    @Override
    double apply(double a, double b) {
      return a + b;
    }
  },
  SUB("__sub") {
    @Override
    double apply(double a, double b) {
      return a - b;
    }
  },
  MUL("__mul") {
    @Override
    double apply(double a, double b) {
      return a * b;
    }
  },
  DIV("__div") {
    @Override
    double apply(double a, double b) {
      return a / b;
    }
  },
  MOD("__mod") {
    @Override
    double apply(double a, double b) {
      return a - Math.floor(a / b) * b;
    }
  },
  POW("__pow") {
    @Override
    double apply(double a, double b) {
      // In C, 1 to any power is 1, and so is -1 to an infinite one.
      if (a == 1 || (a == -1 && Double.isInfinite(b))) {
        return 1;
      }
      return b == 2 ? a * a : StrictMath.pow(a, b);
    }
  };

  /** Never changes, though a checker cannot see that: it holds an array. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final LuaString event;

  Arithmetic(String event) {
    this.event = LuaString.of(event);
  }

  abstract double apply(double a, double b);

  LuaString event() {
    return event;
  }
}
