package dev.redstart.engine.command;

import java.util.Locale;

/**
 * Sizes as redis.conf writes them: bytes, or with a unit ({@code 1k} is 1000, {@code 1kb} is 1024).
 */
public final class MemorySize {

  private MemorySize() {}

  /** The number of bytes that {@code text} means. */
  public static long parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int digits = 0;
    while (digits < lower.length()
        && (Character.isDigit(lower.charAt(digits)) || (digits == 0 && lower.charAt(0) == '-'))) {
      digits++;
    }
    try {
      return Math.multiplyExact(
          Long.parseLong(lower.substring(0, digits)), unit(lower.substring(digits)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("argument must be a memory value", e);
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
      default -> throw new IllegalArgumentException("argument must be a memory value");
    };
  }
}
