package dev.redstart.engine.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The directives of one engine. Whoever reads a directive declares it while the engine is built and
 * keeps the holder; what was given at the start is applied then.
 */
public final class Settings {

  /** Writes the directives to the file they came from. */
  @FunctionalInterface
  public interface Rewriter {

    /**
     * Writes the file anew.
     *
     * @param all also what is as it would be anyway
     * @throws IllegalStateException with a sentence for people where that fails
     */
    void rewrite(boolean all);
  }

  private final Map<String, String> given;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Setting> byName = new LinkedHashMap<>();
  private final Map<String, Setting> byAlias = new LinkedHashMap<>();
  private final Map<String, Supplier<List<String>>> lists = new LinkedHashMap<>();
  private volatile @Nullable Rewriter rewriter;
  private volatile String file = "";

  /**
   * @param given directives and their texts, as redis.conf or an embedder gives them
   */
  public Settings(Map<String, String> given) {
    this.given = new LinkedHashMap<>();
    given.forEach((name, text) -> this.given.put(name.toLowerCase(Locale.ROOT), text));
  }

  /** A whole number between two bounds, both included. */
  public Setting.Whole whole(String name, long initial, long least, long most) {
    return declare(new Setting.Whole(name, initial, least, most, false));
  }

  /** A size in bytes. */
  public Setting.Whole memory(String name, long initial) {
    return memory(name, initial, 0);
  }

  /** A size in bytes that is {@code least} or more. */
  public Setting.Whole memory(String name, long initial, long least) {
    return declare(new Setting.Whole(name, initial, least, Long.MAX_VALUE, true));
  }

  /** Yes or no. */
  public Setting.Switch yesNo(String name, boolean initial) {
    return declare(new Setting.Switch(name, initial));
  }

  /** One of several words. */
  public Setting.Choice choice(String name, String initial, Set<String> choices) {
    return declare(new Setting.Choice(name, initial, choices));
  }

  /** Any text that {@code syntax} takes. */
  public Setting.Text text(String name, String initial, Setting.Text.Syntax syntax) {
    return declare(new Setting.Text(name, initial, syntax));
  }

  /**
   * What was given for a directive that may be repeated, that is needed at the start only, and that
   * CONFIG doesn't show: {@code user}, {@code rename-command}. A line of the text for each.
   */
  public List<String> lines(String name) {
    taken.add(name);
    String text = given.get(name);
    return text == null ? List.of() : text.lines().filter(line -> !line.isBlank()).toList();
  }

  /** As {@link #lines(String)}, where {@code now} tells what a file would have to say today. */
  public List<String> lines(String name, Supplier<List<String>> now) {
    lists.put(name, now);
    return lines(name);
  }

  /**
   * What a file would have to say of {@code name}, a line for each; null where that never changes.
   */
  public @Nullable List<String> linesNow(String name) {
    Supplier<List<String>> now = lists.get(name);
    return now == null ? null : now.get();
  }

  /** Lets an older name mean the same directive. */
  public void alias(String alias, Setting setting) {
    setting.addAlias(alias);
    byAlias.put(alias, setting);
    if (wasGivenLater(alias, setting.name())) {
      applyGiven(alias, setting);
    }
  }

  /** Whatever was given last counts, under whichever name. */
  private boolean wasGivenLater(String one, String other) {
    List<String> names = new ArrayList<>(given.keySet());
    return names.indexOf(one) > names.indexOf(other);
  }

  /** Makes a directive one that CONFIG SET refuses. */
  public void fixed(Setting setting) {
    setting.fix();
  }

  /** Shows a directive only to those who know its full name. */
  public void hidden(Setting setting) {
    setting.hide();
  }

  /** Says that a directive is remembered, and has no effect. */
  public void unused(Setting setting) {
    setting.disuse();
  }

  /**
   * Who writes the directives to the file they came from.
   *
   * @param path of that file
   */
  public void rewriteBy(Rewriter newRewriter, String path) {
    this.rewriter = newRewriter;
    this.file = path;
  }

  /** The path of the file that the directives came from; empty where they came from none. */
  public String file() {
    return file;
  }

  /** Writes the directives to the file they came from; null where they came from none. */
  public @Nullable Rewriter rewriter() {
    return rewriter;
  }

  /** Calls {@code listener} after each change by CONFIG SET. */
  public void onChange(Setting setting, Runnable listener) {
    setting.onChange(listener);
  }

  /** The directive of that name or alias, in any case. */
  public @Nullable Setting find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Setting setting = byName.get(lower);
    return setting != null ? setting : byAlias.get(lower);
  }

  /** All directives in the order of their declaration. */
  public Collection<Setting> all() {
    return byName.values();
  }

  /** What was given and no one has declared. */
  public List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    for (String name : given.keySet()) {
      if (find(name) == null && !taken.contains(name)) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  private <S extends Setting> S declare(S setting) {
    if (byName.putIfAbsent(setting.name(), setting) != null) {
      throw new IllegalStateException("declared twice: " + setting.name());
    }
    setting.declared();
    applyGiven(setting.name(), setting);
    return setting;
  }

  private void applyGiven(String name, Setting setting) {
    String text = given.get(name);
    if (text != null) {
      try {
        setting.parse(text);
      } catch (IllegalArgumentException e) {
        String reason = String.valueOf(e.getMessage());
        throw new SettingException(name, name + " " + text + ": " + reason, reason);
      }
    }
  }
}
