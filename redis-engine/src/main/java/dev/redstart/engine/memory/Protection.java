package dev.redstart.engine.memory;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which keys never go to make room, whatever the policy: those of some databases, and those that
 * begin in some way. Any thread.
 */
final class Protection {

  private final Settings settings;
  private final Setting.Text ofDatabases;
  private final Setting.Text ofPrefixes;
  private volatile BitSet databases = new BitSet();
  private volatile List<byte[]> prefixes = List.of();

  /** Declares the directives that say it. */
  Protection(Settings settings) {
    this.settings = settings;
    ofDatabases = settings.text("redstart-protected-databases", "", Protection::numbers);
    ofPrefixes =
        settings.text("redstart-protected-prefixes", "", text -> String.join(" ", words(text)));
    onChange(this::follow);
    follow();
  }

  /** Calls {@code listener} when other keys are protected. */
  void onChange(Runnable listener) {
    settings.onChange(ofDatabases, listener);
    settings.onChange(ofPrefixes, listener);
  }

  private void follow() {
    BitSet numbers = new BitSet();
    words(ofDatabases.get()).forEach(word -> numbers.set(Integer.parseInt(word)));
    databases = numbers;
    prefixes = words(ofPrefixes.get()).stream().map(word -> Bytes.of(word).toArray()).toList();
  }

  boolean of(int database) {
    return databases.get(database);
  }

  /** True where a key of a database that is not protected is. */
  boolean of(byte[] key) {
    for (byte[] prefix : prefixes) {
      if (key.length >= prefix.length
          && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        return true;
      }
    }
    return false;
  }

  /** True where keys may be protected beside others that aren't. */
  boolean ofSome() {
    return !prefixes.isEmpty();
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
  }

  private static String numbers(String text) {
    for (String word : words(text)) {
      if (!word.matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException("argument must be a list of database numbers");
      }
    }
    return String.join(" ", words(text));
  }
}
