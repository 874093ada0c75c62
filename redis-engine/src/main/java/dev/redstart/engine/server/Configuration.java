package dev.redstart.engine.server;

import dev.redstart.engine.bytes.QuotedWords;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.SettingException;
import dev.redstart.engine.command.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the program is told: by its file, by what that includes, by its standard input, and
 * behind its own name, in this order.
 */
final class Configuration {

  /** What has a line for each time it is given, and is no setting. */
  static final Set<String> LISTS = Set.of("user", "rename-command");

  /** What further lines of the same directive add to it. */
  private static final Set<String> ADDING = Set.of("save", "client-output-buffer-limit");

  /** What has, or may have, several words; all others have one. */
  private static final Set<String> WORDS =
      Set.of(
          "bind",
          "client-output-buffer-limit",
          "latency-tracking-info-percentiles",
          "migrate-targets",
          "notify-keyspace-events",
          "oom-score-adj-values",
          "replicaof",
          "save",
          "shutdown-on-sigint",
          "shutdown-on-sigterm");

  /** What older versions knew, and later ones take without a word. */
  private static final Set<String> FORGOTTEN =
      Set.of("list-max-ziplist-entries", "list-max-ziplist-value", "lua-replicate-commands");

  private static final String UNKNOWN = "Bad directive or wrong number of arguments";
  private static final String WRONG_COUNT = "wrong number of arguments";
  private static final int DEEPEST_INCLUDE = 32;

  private final @Nullable ConfigFile file;
  private final List<ConfigLine> lines = new ArrayList<>();

  private Configuration(@Nullable ConfigFile file) {
    this.file = file;
  }

  /**
   * Reads everything.
   *
   * @param args what stands behind the program's name
   */
  static Configuration of(List<String> args, InputStream standardInput)
      throws ConfigurationException {
    boolean named = !args.isEmpty() && !args.get(0).startsWith("-");
    ConfigFile file = named ? new ConfigFile(Path.of(args.get(0))) : null;
    CommandLine rest = CommandLine.of(named ? args.subList(1, args.size()) : args);
    List<String> texts = new ArrayList<>();
    if (file != null) {
      texts.addAll(file.lines());
    }
    if (rest.standardInput()) {
      texts.addAll(all(standardInput));
    }
    texts.addAll(rest.lines());
    Configuration configuration = new Configuration(file);
    configuration.add(texts, 0);
    return configuration;
  }

  private static List<String> all(InputStream in) throws ConfigurationException {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new ConfigurationException("The standard input can't be read: " + e.getMessage());
    }
  }

  private void add(List<String> texts, int depth) throws ConfigurationException {
    int number = 0;
    for (String text : texts) {
      ConfigLine line = new ConfigLine(++number, text);
      if (line.isDirective()) {
        add(line, line.words(), depth);
      }
    }
  }

  private void add(ConfigLine line, List<String> words, int depth) throws ConfigurationException {
    String name = line.name();
    if (name.equals("include")) {
      if (words.size() != 2 || depth == DEEPEST_INCLUDE) {
        throw new ConfigurationException(line, words.size() == 2 ? "too many includes" : UNKNOWN);
      }
      for (Path path : included(words.get(1))) {
        add(new ConfigFile(path).lines(), depth + 1);
      }
    } else if (!name.isEmpty() && !FORGOTTEN.contains(name)) {
      lines.add(line);
    }
  }

  /** The file, or all files that a pattern like {@code conf.d/*.conf} stands for. */
  private static Set<Path> included(String text) throws ConfigurationException {
    Path path = Path.of(text).toAbsolutePath();
    Path folder = path.getParent();
    if (folder == null || !text.matches(".*[*?\\[].*")) {
      return Set.of(path);
    }
    Set<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, String.valueOf(path.getFileName()))) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new ConfigurationException("Fatal error, can't open config file '" + text + "': " + e);
    }
    return found;
  }

  /** The file that was named first; null where there was none. */
  @Nullable ConfigFile file() {
    return file;
  }

  /** The directives and their values; the later of two wins. */
  Map<String, String> directives() throws ConfigurationException {
    Map<String, String> directives = new LinkedHashMap<>();
    for (ConfigLine line : lines) {
      List<String> words = line.words();
      String name = line.name();
      String value = String.join(" ", words.subList(1, words.size()));
      String before = directives.get(name);
      if (before != null && LISTS.contains(name)) {
        value = before + "\n" + value;
      } else if (before != null && !before.isEmpty() && ADDING.contains(name)) {
        value = value.isEmpty() ? "" : before + " " + value;
      }
      // Behind what was said before: an older name of the same directive, too, has its turn.
      directives.remove(name);
      directives.put(name, value);
    }
    return directives;
  }

  /** Looks whether each directive has as many words as it may have. */
  void check(Settings settings) {
    for (ConfigLine line : lines) {
      Setting setting = settings.find(line.name());
      if (setting != null && !takes(setting.name(), line)) {
        throw new SettingException(line.name(), line.text() + ": " + WRONG_COUNT, WRONG_COUNT);
      }
    }
  }

  /** The place where a directive stands that was refused. */
  ConfigurationException refused(SettingException e) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      ConfigLine line = lines.get(i);
      if (line.name().equals(e.directive())) {
        boolean counted = e.reason().isEmpty() || takes(e.directive(), line);
        String reason = e.reason().isEmpty() ? UNKNOWN : e.reason();
        return new ConfigurationException(line, counted ? reason : WRONG_COUNT);
      }
    }
    return new ConfigurationException(String.valueOf(e.getMessage()));
  }

  private static boolean takes(String directive, ConfigLine line) {
    return WORDS.contains(directive) || LISTS.contains(directive) || line.count() == 2;
  }

  /** A directive as a line says it, its value between quotes where it has to be. */
  static String line(String name, String value) {
    boolean plain = WORDS.contains(name) && !value.isEmpty();
    return name + " " + (plain ? value : QuotedWords.written(value));
  }
}
