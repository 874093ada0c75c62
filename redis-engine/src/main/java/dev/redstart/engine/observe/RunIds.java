package dev.redstart.engine.observe;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names for runs of the engine: forty hexadecimal digits. */
final class RunIds {

  private static final int BYTES = 20;

  private RunIds() {}

  static String next(RandomGenerator random) {
    byte[] id = new byte[BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
