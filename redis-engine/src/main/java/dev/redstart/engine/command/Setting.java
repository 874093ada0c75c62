package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A directive of redis.conf, declared by whoever reads it. Its value may be read from any thread;
 * CONFIG SET changes it.
 */
public abstract sealed class Setting {

  private final String name;
  private final List<String> aliases = new ArrayList<>(1);
  private final List<Runnable> listeners = new ArrayList<>(1);
  private boolean fixed;
  private boolean hidden;
  private boolean unused;
  private String initial = "";

  Setting(String name) {
    this.name = name;
  }

  /** The directive's name. */
  public final String name() {
    return name;
  }

  /** Older names of the same directive. */
  public final List<String> aliases() {
    return aliases;
  }

  /** True where it can be set before the start only. */
  public final boolean fixed() {
    return fixed;
  }

  /** True where CONFIG GET shows it by its full name only. */
  public final boolean hidden() {
    return hidden;
  }

  /** True where it is remembered, and has no effect. */
  public final boolean unused() {
    return unused;
  }

  /** The value it has where nothing is said. */
  public final String initial() {
    return initial;
  }

  void hide() {
    hidden = true;
  }

  void disuse() {
    unused = true;
  }

  void declared() {
    initial = text();
  }

  void addAlias(String alias) {
    aliases.add(alias);
  }

  void fix() {
    fixed = true;
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The value as CONFIG GET answers it. */
  public abstract String text();

  /**
   * Sets the value from a text.
   *
   * @throws IllegalArgumentException with a sentence for people where the text is no legal value
   */
  public final void parse(String text) {
    accept(text);
    listeners.forEach(Runnable::run);
  }

  abstract void accept(String text);

  /** A whole number. */
  public static final class Whole extends Setting {
    private final long least;
    private final long most;
    private final boolean memory;
    private volatile long value;

    Whole(String name, long value, long least, long most, boolean memory) {
      super(name);
      this.value = value;
      this.least = least;
      this.most = most;
      this.memory = memory;
    }

    public long get() {
      return value;
    }

    @Override
    public String text() {
      return Long.toString(value);
    }

    @Override
    void accept(String text) {
      long parsed = memory ? size(text) : whole(text);
      if (parsed < least || parsed > most) {
        throw outside();
      }
      value = parsed;
    }

    private IllegalArgumentException outside() {
      return new IllegalArgumentException(
          "argument must be between " + least + " and " + most + " inclusive");
    }

    private long size(String text) {
      try {
        return MemorySize.parse(text);
      } catch (MemorySize.TooLarge e) {
        throw outside();
      }
    }

    private static long whole(String text) {
      byte[] bytes = Bytes.of(text).shared();
      if (!Ascii.isLong(bytes)) {
        throw new IllegalArgumentException("argument couldn't be parsed into an integer");
      }
      return Ascii.toLong(bytes);
    }
  }

  /** Yes or no. */
  public static final class Switch extends Setting {
    private volatile boolean value;

    Switch(String name, boolean value) {
      super(name);
      this.value = value;
    }

    public boolean get() {
      return value;
    }

    @Override
    public String text() {
      return value ? "yes" : "no";
    }

    @Override
    void accept(String text) {
      value =
          switch (text.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("argument must be 'yes' or 'no'");
          };
    }
  }

  /** One of several words. */
  public static final class Choice extends Setting {
    private final Set<String> choices;
    private volatile String value;

    Choice(String name, String value, Set<String> choices) {
      super(name);
      this.value = value;
      this.choices = choices;
    }

    public String get() {
      return value;
    }

    @Override
    public String text() {
      return value;
    }

    @Override
    void accept(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (!choices.contains(lower)) {
        throw new IllegalArgumentException(
            "argument(s) must be one of the following: " + String.join(", ", choices));
      }
      value = lower;
    }
  }

  /** Any text that its reader understands. */
  public static final class Text extends Setting {
    private final Syntax syntax;
    private volatile String value;

    Text(String name, String value, Syntax syntax) {
      super(name);
      this.value = value;
      this.syntax = syntax;
    }

    public String get() {
      return value;
    }

    @Override
    public String text() {
      return value;
    }

    @Override
    void accept(String text) {
      value = syntax.normalize(text);
    }

    /** What a text must look like. */
    @FunctionalInterface
    public interface Syntax {

      /**
       * The text as it is kept and answered.
       *
       * @throws IllegalArgumentException with a sentence for people
       */
      String normalize(String text);
    }
  }
}
