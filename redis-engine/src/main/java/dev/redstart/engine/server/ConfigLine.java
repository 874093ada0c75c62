package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return Stream.of(InlineRequest.split(bytes, 0, bytes.length)).map(Bytes::toString).toList();
    } catch (ProtocolException e) {
      throw new ConfigurationException(this, "Unbalanced quotes in configuration line");
    }
  }

  /** A word between quotes, whatever letters it has. */
  static String quoted(String word) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      int letter = b & 0xff;
      if (letter == '"' || letter == '\\') {
        quoted.append('\\').append((char) letter);
      } else if (letter >= ' ' && letter < 0x7f) {
        quoted.append((char) letter);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\x%02x", letter));
      }
    }
    return quoted.append('"').toString();
  }
}
