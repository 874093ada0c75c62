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
      return Powers.power(a, b);
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
