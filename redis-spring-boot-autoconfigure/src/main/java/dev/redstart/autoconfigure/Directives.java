package dev.redstart.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

/** Directives of redis.conf as properties have them. */
final class Directives {

  private Directives() {}

  /** The same for the engine. */
  static Map<String, String> of(Map<String, String> properties) {
    Map<String, String> directives = new LinkedHashMap<>();
    properties.forEach((name, value) -> directives.put(name, directive(value)));
    return directives;
  }

  /** YAML makes truth values of yes and no; redis.conf knows no other words for them. */
  private static String directive(String value) {
    return switch (value) {
      case "true" -> "yes";
      case "false" -> "no";
      default -> value;
    };
  }
}
