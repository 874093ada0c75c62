package dev.redstart.test;

import java.util.LinkedHashMap;
import java.util.Map;

/** Directives as {@link RedstartTest#settings} has them. */
final class Directives {

  private Directives() {}

  /** The values by name. */
  static Map<String, String> of(String... lines) {
    Map<String, String> directives = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.strip().split("\\s+", 2);
      directives.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    return directives;
  }
}
