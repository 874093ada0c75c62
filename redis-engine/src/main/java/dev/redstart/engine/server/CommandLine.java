package dev.redstart.engine.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Directives as they are written behind the program's name: {@code --port 6380 --save ""}. All
 * words until the next dashes are one directive's value.
 */
final class CommandLine {

  private static final String DASHES = "--";

  private CommandLine() {}

  /**
   * The directives and their values; the later of two wins.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static Map<String, String> parse(String... args) {
    Map<String, String> directives = new LinkedHashMap<>();
    String name = null;
    for (String arg : args) {
      if (arg.startsWith(DASHES)) {
        String[] both = arg.substring(DASHES.length()).split(" ", 2);
        name = both[0].toLowerCase(Locale.ROOT);
        directives.put(name, both.length > 1 ? both[1] : "");
      } else if (name == null) {
        throw new IllegalArgumentException(
            "'" + arg + "' is no directive: they begin with two dashes, as in --port 6380");
      } else {
        directives.merge(name, arg, (old, more) -> old.isEmpty() ? more : old + " " + more);
      }
    }
    return directives;
  }
}
