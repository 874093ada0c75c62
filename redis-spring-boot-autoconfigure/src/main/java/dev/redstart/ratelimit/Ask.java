package dev.redstart.ratelimit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The wish to use a limit.
 *
 * @param limit the limit's name: letters, digits, dots, hyphens and underscores
 * @param plan the name of the plan that says how much is permitted
 * @param key whom it counts for
 * @param cost how many tokens it takes, at least 1
 */
public record Ask(String limit, String plan, String key, long cost) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final int LONGEST_KEY = 100;

  /** Refuses names that headers could not carry. */
  public Ask {
    requireName(limit);
    if (cost < 1) {
      throw new IllegalArgumentException("a limit is used by a cost of at least 1, not " + cost);
    }
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a limit's name has letters, digits, dots, hyphens and underscores: '" + name + "'");
    }
  }

  /** The name of the bucket. Keys come from strangers: long ones are named by their hash. */
  String bucket() {
    return limit + ":" + plan + ":" + (key.length() > LONGEST_KEY ? hash(key) : key);
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
