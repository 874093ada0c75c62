package dev.redstart.engine.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Directives as they are written behind the program's name: {@code --port 6380 --save ""}. All
 * words until the next dashes are one directive's value.
 */
final class CommandLine {

  private static final String DASHES = "--";

  /** Directives that have a line for each time they are given. */
  private static final Set<String> REPEATED = Set.of("user", "rename-command");

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
        String first = both.length > 1 ? both[1] : "";
        boolean again = REPEATED.contains(name) && directives.containsKey(name);
        directives.put(name, again ? directives.get(name) + "\n" + first : first);
      } else if (name == null) {
        throw new IllegalArgumentException(
            "'" + arg + "' is no directive: they begin with two dashes, as in --port 6380");
      } else {
        directives.merge(name, arg, CommandLine::joined);
      }
    }
    return directives;
  }

  private static String joined(String before, String word) {
    return before.isEmpty() || before.endsWith("\n") ? before + word : before + " " + word;
  }
}
