package dev.redstart.engine.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits a line of redis.conf into words: those between quotes may hold blanks and escapes. */
final class QuotedWords {

  private final byte[] line;
  private int at;

  private QuotedWords(String line) {
    this.line = line.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The words of {@code line}.
   *
   * @throws IllegalArgumentException where a quote is not closed
   */
  static List<String> split(String line) {
    QuotedWords in = new QuotedWords(line);
    List<String> words = new ArrayList<>();
    in.skipBlanks();
    while (in.at < in.line.length) {
      words.add(in.word());
      in.skipBlanks();
    }
    return words;
  }

  private void skipBlanks() {
    while (at < line.length && line[at] <= ' ' && line[at] >= 0) {
      at++;
    }
  }

  private String word() {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    if (line[at] == '"' || line[at] == '\'') {
      quoted(word, line[at++]);
    } else {
      while (at < line.length && (line[at] > ' ' || line[at] < 0)) {
        word.write(line[at++]);
      }
    }
    return word.toString(StandardCharsets.UTF_8);
  }

  private void quoted(ByteArrayOutputStream word, byte quote) {
    while (at < line.length && line[at] != quote) {
      if (line[at] == '\\' && at + 1 < line.length) {
        at++;
        escaped(word, quote == '"');
      } else {
        word.write(line[at++]);
      }
    }
    boolean closed = at < line.length;
    at++;
    if (!closed || (at < line.length && line[at] > ' ')) {
      throw new IllegalArgumentException("unbalanced quotes");
    }
  }

  private void escaped(ByteArrayOutputStream word, boolean all) {
    byte letter = line[at++];
    if (!all) {
      if (letter != '\'') {
        word.write('\\');
      }
      word.write(letter);
      return;
    }
    if (letter == 'x' && at + 1 < line.length && hex(at) >= 0 && hex(at + 1) >= 0) {
      word.write(hex(at) * 16 + hex(at + 1));
      at += 2;
      return;
    }
    switch (letter) {
      case 'n' -> word.write('\n');
      case 'r' -> word.write('\r');
      case 't' -> word.write('\t');
      case 'b' -> word.write('\b');
      case 'a' -> word.write(7);
      default -> word.write(letter);
    }
  }

  private int hex(int index) {
    return Character.digit(line[index], 16);
  }
}
