package dev.redstart.engine.command;

import java.util.Locale;

/**
 * Sizes as redis.conf writes them: bytes, or with a unit ({@code 1k} is 1000, {@code 1kb} is 1024).
 */
public final class MemorySize {

  private static final String NONE = "argument must be a memory value";

  private MemorySize() {}

  /** More than 63 bits. */
  static final class TooLarge extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooLarge(Throwable cause) {
      super(NONE, cause);
    }
  }

  /** The number of bytes that {@code text} means; without any digit it is none, as in Redis. */
  public static long parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int digits = 0;
    while (digits < lower.length() && Character.isDigit(lower.charAt(digits))) {
      digits++;
    }
    long unit = unit(lower.substring(digits));
    try {
      return digits == 0 ? 0 : Math.multiplyExact(Long.parseLong(lower.substring(0, digits)), unit);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new TooLarge(e);
    }
  }

  private static long unit(String unit) {
    return switch (unit) {
      case "", "b" -> 1;
      case "k" -> 1000;
      case "kb" -> 1 << 10;
      case "m" -> 1_000_000;
      case "mb" -> 1 << 20;
      case "g" -> 1_000_000_000;
      case "gb" -> 1 << 30;
      default -> throw new IllegalArgumentException(NONE);
    };
  }
}
