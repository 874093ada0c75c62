package dev.redstart.engine.bytes;

/** Byte strings between quotes, as redis-cli shows them: what is no plain letter is escaped. */
public final class Quoted {

  private static final String HEX = "0123456789abcdef";
  private static final int LAST_PLAIN = 0x7e;

  private Quoted() {}

  /** Adds {@code text}, between quotes, to what stands in {@code to}. */
  public static void append(Bytes text, StringBuilder to) {
    to.append('"');
    for (byte letter : text.shared()) {
      append(letter & 0xff, to);
    }
    to.append('"');
  }

  private static void append(int letter, StringBuilder to) {
    switch (letter) {
      case '\\', '"' -> to.append('\\').append((char) letter);
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      case 7 -> to.append("\\a");
      case '\b' -> to.append("\\b");
      default -> {
        if (letter >= ' ' && letter <= LAST_PLAIN) {
          to.append((char) letter);
        } else {
          to.append("\\x").append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 0xf));
        }
      }
    }
  }
}
