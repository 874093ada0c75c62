package dev.redstart.engine.command;

import java.util.Set;

/** What an argument's name tells of its type, in the words of COMMAND DOCS. */
final class ArgumentTypes {

  private static final Set<String> KEYS =
      Set.of("key", "newkey", "destination", "source", "destkey", "sourcekey");

  private static final Set<String> DOUBLES =
      Set.of("score", "longitude", "latitude", "radius", "width", "height", "weight");

  private static final Set<String> INTEGERS =
      Set.of(
          "count",
          "numkeys",
          "numfields",
          "index",
          "start",
          "stop",
          "end",
          "bits",
          "seconds",
          "milliseconds",
          "offset",
          "cursor",
          "index1",
          "index2",
          "increment",
          "decrement",
          "rank",
          "num-matches",
          "len",
          "min-match-len",
          "maxlen",
          "db",
          "destination-db",
          "protover",
          "client-id",
          "version");

  private ArgumentTypes() {}

  static String of(String name) {
    if (KEYS.contains(name)) {
      return "key";
    }
    if (DOUBLES.contains(name)) {
      return "double";
    }
    if (INTEGERS.contains(name)) {
      return "integer";
    }
    return switch (name) {
      case "pattern" -> "pattern";
      case "unix-time-seconds", "unix-time-milliseconds" -> "unix-time";
      default -> "string";
    };
  }
}
