package dev.redstart.actuate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names of keys as people may read them. */
final class KeyName {

  private static final int LONGEST = 200;

  /** Such as the ids of sessions: who knows one may take the session over. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "([0-9a-fA-F]{8})-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private KeyName() {}

  /**
   * A name as text, of tokens in it only their beginning.
   *
   * @param whole whether tokens are shown as well
   */
  static String shown(byte[] name, boolean whole) {
    StringBuilder text = new StringBuilder();
    new String(name, StandardCharsets.UTF_8)
        .codePoints()
        .limit(LONGEST)
        .map(letter -> Character.isISOControl(letter) ? '?' : letter)
        .forEach(text::appendCodePoint);
    return whole ? text.toString() : TOKEN.matcher(text).replaceAll("$1-******");
  }
}
