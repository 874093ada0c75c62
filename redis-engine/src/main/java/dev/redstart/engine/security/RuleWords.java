package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.QuotedWords;
import java.util.ArrayList;
import java.util.List;

/** Cuts rules into words, and puts together what parentheses hold. */
final class RuleWords {

  private RuleWords() {}

  /** True where {@code word} holds a blank of any kind or a zero, and so is not one word. */
  static boolean isSeveral(Bytes word) {
    for (byte each : word.shared()) {
      if (each == ' ' || each == 0 || (each >= '\t' && each <= '\r')) {
        return true;
      }
    }
    return false;
  }

  /** What stands before the first zero byte: no name of a command or category goes on behind it. */
  static Bytes upToZero(Bytes rule) {
    int end = 0;
    while (end < rule.length() && rule.at(end) != 0) {
      end++;
    }
    return rule.slice(0, end);
  }

  /** The words between blanks. */
  static List<Bytes> split(Bytes line) {
    List<Bytes> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.at(i) == ' ') {
        if (i > start) {
          words.add(line.slice(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** The words of a selector, which may be in quotes; none where a quote doesn't end. */
  static List<Bytes> inside(Bytes selector) {
    try {
      return QuotedWords.split(selector.shared(), 1, selector.length() - 1);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /**
   * The same rules with each selector as one.
   *
   * @throws OpenSelector where a parenthesis is never closed
   */
  static List<Bytes> merge(List<Bytes> words) throws OpenSelector {
    List<Bytes> merged = new ArrayList<>(words.size());
    List<Bytes> open = new ArrayList<>();
    for (Bytes word : words) {
      boolean opens = open.isEmpty() && !word.isEmpty() && word.at(0) == '(';
      if (opens || !open.isEmpty()) {
        open.add(word);
        if (word.length() > 0 && word.at(word.length() - 1) == ')') {
          merged.add(Selector.joined(open));
          open.clear();
        }
      } else {
        merged.add(word);
      }
    }
    if (!open.isEmpty()) {
      throw new OpenSelector(open.get(0));
    }
    return merged;
  }

  /** A parenthesis that is never closed. */
  static final class OpenSelector extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Bytes word;

    OpenSelector(Bytes word) {
      super(null, null, false, false);
      this.word = word;
    }

    /** The word that begins with it. */
    Bytes word() {
      return word;
    }
  }
}
