package dev.redstart.engine.server;

import dev.redstart.engine.bytes.QuotedWords;
import java.util.List;
import java.util.Locale;

/**
 * A line of a redis.conf.
 *
 * @param number counted from 1
 * @param text without the blanks around it
 */
record ConfigLine(int number, String text) {

  ConfigLine {
    text = text.trim();
  }

  /** True for what is neither empty nor a comment. */
  boolean isDirective() {
    return !text.isEmpty() && text.charAt(0) != '#';
  }

  /** The directive's name, as it was written; empty where quotes are not closed. */
  String name() {
    try {
      List<String> words = words();
      return words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
    } catch (ConfigurationException e) {
      return "";
    }
  }

  /** How many words there are, the name included; 0 where quotes are not closed. */
  int count() {
    try {
      return words().size();
    } catch (ConfigurationException e) {
      return 0;
    }
  }

  /** The directive's name and its values, without their quotes. */
  List<String> words() throws ConfigurationException {
    try {
      return QuotedWords.split(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(this, "Unbalanced quotes in configuration line");
    }
  }
}
