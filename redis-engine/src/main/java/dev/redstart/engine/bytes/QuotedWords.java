package dev.redstart.engine.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words between blanks, in quotes where they contain blanks: as people type requests, and as files
 * hold them. Double quotes know escapes ({@code \n}, {@code \x00}), single quotes only {@code \'}.
 */
public final class QuotedWords {

  private static final int END = -1;

  private final byte[] text;
  private final int to;

  /** The word that is being read: no longer than its line. */
  private final byte[] word;

  private int length;
  private int at;

  private QuotedWords(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
    this.word = new byte[to - from];
  }

  /**
   * The words of {@code line}; those that are no UTF-8 are {@link LosslessText}.
   *
   * @throws IllegalArgumentException where a quote is not closed, or is followed by more than a
   *     blank
   */
  public static List<String> split(String line) {
    byte[] text = LosslessText.bytes(line).shared();
    return split(text, 0, text.length).stream().map(LosslessText::of).toList();
  }

  /** As {@link #split(String)}, for a part of an array. */
  public static List<Bytes> split(byte[] text, int from, int to) {
    return new QuotedWords(text, from, to).words();
  }

  /** {@code word} as it is where it is a plain one, else between quotes. */
  public static String written(String word) {
    boolean plain = word.matches("[\\x21\\x23-\\x26\\x28-\\x5b\\x5d-\\x7e]+");
    return plain ? word : quoted(word);
  }

  /** {@code word} between quotes, whatever letters it has. */
  public static String quoted(String word) {
    StringBuilder quoted = new StringBuilder();
    Quoted.append(LosslessText.bytes(word), quoted);
    return quoted.toString();
  }

  private List<Bytes> words() {
    List<Bytes> words = new ArrayList<>();
    for (skipBlanks(); peek(0) != END; skipBlanks()) {
      readWord();
      words.add(Bytes.wrap(Arrays.copyOf(word, length)));
      length = 0;
    }
    return words;
  }

  private void readWord() {
    while (peek(0) != END && !endsWord(peek(0))) {
      int next = text[at++];
      if (next == '"') {
        readDoubleQuoted();
        return;
      }
      if (next == '\'') {
        readSingleQuoted();
        return;
      }
      add(next);
    }
  }

  private void readDoubleQuoted() {
    while (peek(0) != '"') {
      int next = next();
      boolean escaped = next == '\\' && peek(0) != END;
      add(escaped ? escape() : next);
    }
    closeQuote();
  }

  private void readSingleQuoted() {
    while (peek(0) != '\'') {
      int next = next();
      boolean escaped = next == '\\' && peek(0) == '\'';
      add(escaped ? next() : next);
    }
    closeQuote();
  }

  private void add(int letter) {
    word[length++] = (byte) letter;
  }

  private int escape() {
    int next = next();
    return switch (next) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      case 'x' -> hexadecimal();
      default -> next;
    };
  }

  private int hexadecimal() {
    int high = Character.digit(peek(0), 16);
    int low = Character.digit(peek(1), 16);
    if (high < 0 || low < 0) {
      return 'x';
    }
    at += 2;
    return high * 16 + low;
  }

  private void closeQuote() {
    at++;
    if (peek(0) != END && !isBlank(peek(0))) {
      throw unbalanced();
    }
  }

  private int next() {
    if (at >= to) {
      throw unbalanced();
    }
    return text[at++];
  }

  private void skipBlanks() {
    while (peek(0) != END && isBlank(peek(0))) {
      at++;
    }
  }

  /** A zero byte ends the line, wherever it stands. */
  private int peek(int ahead) {
    int i = at + ahead;
    return i < to && text[i] != 0 ? text[i] & 0xff : END;
  }

  /** Two rare blanks stand between words, but don't end one. */
  private static boolean endsWord(int letter) {
    return isBlank(letter) && letter != 0x0b && letter != '\f';
  }

  private static boolean isBlank(int letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }

  private static IllegalArgumentException unbalanced() {
    return new IllegalArgumentException("unbalanced quotes");
  }
}
