package dev.redstart.engine.memory;

import java.util.Locale;

/** What maxmemory-policy says: which keys may go, and which of them go first. */
enum Policy {
  NOEVICTION(Order.NONE, false),
  ALLKEYS_LRU(Order.ACCESS, false),
  ALLKEYS_LFU(Order.ACCESS, false),
  ALLKEYS_RANDOM(Order.CHANCE, false),
  VOLATILE_LRU(Order.ACCESS, true),
  VOLATILE_LFU(Order.ACCESS, true),
  VOLATILE_RANDOM(Order.CHANCE, true),
  VOLATILE_TTL(Order.DEADLINE, true);

  private final Order order;
  private final boolean expiring;

  Policy(Order order, boolean expiring) {
    this.order = order;
    this.expiring = expiring;
  }

  /** Which keys go first. */
  enum Order {
    /** None goes at all. */
    NONE,
    /** Those that were not used for long, or are seldom used: whichever is remembered. */
    ACCESS,
    /** Those that would go soon by themselves. */
    DEADLINE,
    /** Any. */
    CHANCE
  }

  static Policy of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  Order order() {
    return order;
  }

  /** True where only keys with a deadline may go. */
  boolean expiring() {
    return expiring;
  }
}
