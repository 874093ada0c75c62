package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a request that a person typed: words between blanks, in quotes where they contain blanks.
 * Double quotes know escapes ({@code \n}, {@code \x00}), single quotes only {@code \'}.
 */
final class InlineRequest {

  private static final Bytes[] NONE = {};
  private static final int END = -1;

  private final byte[] text;
  private final int to;
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();
  private int at;

  private InlineRequest(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  /**
   * The words of a line.
   *
   * @throws ProtocolException where a quote is not closed, or is followed by more than a blank
   */
  static Bytes[] split(byte[] text, int from, int to) throws ProtocolException {
    return new InlineRequest(text, from, to).words().toArray(NONE);
  }

  private List<Bytes> words() throws ProtocolException {
    List<Bytes> words = new ArrayList<>();
    for (skipBlanks(); peek(0) != END; skipBlanks()) {
      readWord();
      words.add(Bytes.wrap(word.toByteArray()));
      word.reset();
    }
    return words;
  }

  private void readWord() throws ProtocolException {
    while (peek(0) != END && !isBlank(peek(0))) {
      int next = text[at++];
      if (next == '"') {
        readDoubleQuoted();
        return;
      }
      if (next == '\'') {
        readSingleQuoted();
        return;
      }
      word.write(next);
    }
  }

  private void readDoubleQuoted() throws ProtocolException {
    while (peek(0) != '"') {
      int next = next();
      boolean escaped = next == '\\' && peek(0) != END;
      word.write(escaped ? escape() : next);
    }
    closeQuote();
  }

  private void readSingleQuoted() throws ProtocolException {
    while (peek(0) != '\'') {
      int next = next();
      boolean escaped = next == '\\' && peek(0) == '\'';
      word.write(escaped ? next() : next);
    }
    closeQuote();
  }

  private int escape() throws ProtocolException {
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

  private int hexadecimal() throws ProtocolException {
    int high = Character.digit(peek(0), 16);
    int low = Character.digit(peek(1), 16);
    if (high < 0 || low < 0) {
      return 'x';
    }
    at += 2;
    return high * 16 + low;
  }

  private void closeQuote() throws ProtocolException {
    at++;
    if (peek(0) != END && !isBlank(peek(0))) {
      throw unbalanced();
    }
  }

  private int next() throws ProtocolException {
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

  private static boolean isBlank(int letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }

  private static ProtocolException unbalanced() {
    return new ProtocolException("unbalanced quotes in request");
  }
}
