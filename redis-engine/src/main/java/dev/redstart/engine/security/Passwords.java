package dev.redstart.engine.security;

import java.security.SecureRandom;

/** Makes passwords up. */
final class Passwords {

  static final int DEFAULT_BITS = 256;
  static final int MOST_BITS = 4096;

  private static final int BITS_PER_DIGIT = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** Hexadecimal digits with at least so many bits of chance. */
  static String random(int bits) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < (bits + BITS_PER_DIGIT - 1) / BITS_PER_DIGIT; i++) {
      digits.append(Character.forDigit(RANDOM.nextInt(1 << BITS_PER_DIGIT), 1 << BITS_PER_DIGIT));
    }
    return digits.toString();
  }
}
