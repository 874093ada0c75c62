package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The directives whose texts have a syntax of their own: each method gives the text to be kept. */
final class DirectiveTexts {

  private static final List<String> SIGNAL_WORDS =
      List.of("default", "save", "nosave", "now", "force");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)\\}");
  private static final Set<String> VARIABLES =
      Set.of(
          "title", "listen-addr", "server-mode", "port", "tls-port", "unixsocket", "config-file");
  private static final int MOST_TICKS = 500;
  private static final int HIGHEST_SCORE = 2000;

  private DirectiveTexts() {}

  static String outOfMemoryScores(String text) {
    List<String> words = words(text);
    check(words.size() == 3, "wrong number of arguments");
    String wrong = "Invalid oom-score-adj-values, elements must be between -2000 and 2000.";
    for (String word : words) {
      check(Math.abs(number(word, wrong)) <= HIGHEST_SCORE, wrong);
    }
    return String.join(" ", words);
  }

  /** Words in an order of their own. */
  static String onSignal(String text) {
    TreeMap<Integer, String> found = new TreeMap<>();
    List<String> words = words(text.toLowerCase(Locale.ROOT));
    for (String word : words) {
      check(SIGNAL_WORDS.contains(word), oneOfSignalWords());
      found.put(SIGNAL_WORDS.indexOf(word), word);
    }
    check(!found.isEmpty(), oneOfSignalWords());
    check(
        !(found.containsValue("save") && found.containsValue("nosave")),
        "shutdown options SAVE and NOSAVE can't be used simultaneously");
    if (found.size() > 1) {
      found.remove(0);
    }
    return String.join(" ", found.values());
  }

  private static String oneOfSignalWords() {
    return "argument(s) must be one of the following: " + String.join(", ", SIGNAL_WORDS);
  }

  /** A host and a port, or nothing. */
  static String primary(String text) {
    List<String> words = words(text);
    if (words.isEmpty() || text.toLowerCase(Locale.ROOT).equals("no one")) {
      return "";
    }
    check(words.size() == 2, "wrong number of arguments");
    long port = number(words.get(1), "Invalid master port");
    check(port >= 0 && port <= 65535, "Invalid master port");
    return String.join(" ", words);
  }

  static String ticks(String text) {
    long value = number(text, "argument couldn't be parsed into an integer");
    check(
        value >= 0 && value <= Integer.MAX_VALUE,
        "argument must be between 0 and 2147483647 inclusive");
    return Long.toString(Math.max(1, Math.min(value, MOST_TICKS)));
  }

  static String fileName(String text) {
    check(
        text.indexOf('/') < 0 && text.indexOf('\\') < 0,
        "dbfilename can't be a path, just a filename");
    return text;
  }

  static String hostName(String text) {
    check(text.length() < 256, "Hostnames must be less than 256 characters");
    check(
        text.matches("[A-Za-z0-9.-]*"),
        "Hostnames may only contain alphanumeric characters, hyphens or dots");
    return text;
  }

  static String title(String text) {
    boolean known =
        VARIABLE.matcher(text).results().allMatch(variable -> VARIABLES.contains(variable.group(1)))
            && VARIABLE.matcher(text).replaceAll("").indexOf('{') < 0;
    check(known, "template format is invalid or contains unknown variables");
    return text;
  }

  static String activeDefrag(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    check(lower.equals("yes") || lower.equals("no"), "argument must be 'yes' or 'no'");
    check(
        lower.equals("no"),
        "Active defragmentation cannot be enabled: it requires a Redis server compiled with a"
            + " modified Jemalloc like the one shipped by default with the Redis source"
            + " distribution");
    return lower;
  }

  /** Percentages from 0 to 100, as short as they can be written. */
  static String percentiles(String text) {
    List<String> shown = new ArrayList<>();
    for (String word : words(text)) {
      double value;
      try {
        value = Double.parseDouble(word);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "Invalid latency-tracking-info-percentiles parameters", e);
      }
      check(
          value >= 0 && value <= 100,
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
      shown.add(shortest(value));
    }
    return String.join(" ", shown);
  }

  /** 50 for 50.0, 99.9 for 99.9. */
  static String shortest(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static List<String> words(String text) {
    String trimmed = text.trim();
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+", -1));
  }

  private static long number(String text, String wrong) {
    byte[] bytes = Bytes.of(text).shared();
    check(Ascii.isLong(bytes), wrong);
    return Ascii.toLong(bytes);
  }

  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
