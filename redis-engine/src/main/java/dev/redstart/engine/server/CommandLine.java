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
    boolean open = false;
    for (String arg : args) {
      boolean dashed = arg.startsWith(DASHES);
      if (name == null || (dashed && !(open && takesDashes(name)))) {
        String[] both = arg.substring(dashed ? DASHES.length() : 0).split(" ", 2);
        name = both[0].toLowerCase(Locale.ROOT);
        open = both.length == 1;
        begin(directives, name, open ? "" : unquoted(both[1]));
      } else {
        open = false;
        directives.merge(name, arg, CommandLine::joined);
      }
    }
    return directives;
  }

  /** The first word behind a directive is its value even with dashes; save may have none. */
  private static boolean takesDashes(String name) {
    return !name.equals("save");
  }

  private static void begin(Map<String, String> directives, String name, String first) {
    String before = REPEATED.contains(name) ? directives.get(name) : null;
    directives.remove(name);
    directives.put(name, before == null ? first : before + "\n" + first);
  }

  private static String unquoted(String words) {
    return String.join(" ", QuotedWords.split(words));
  }

  private static String joined(String before, String word) {
    return before.isEmpty() || before.endsWith("\n") ? before + word : before + " " + word;
  }
}
