package dev.redstart.engine.bytes;

/**
 * Byte strings as text and back with every byte kept: what is no UTF-8 has each byte above ASCII as
 * a lone surrogate, U+DC80 to U+DCFF, which no proper text has.
 */
public final class LosslessText {

  private static final int SURROGATES = 0xdc00;
  private static final int FIRST = SURROGATES + 0x80;
  private static final int LAST = SURROGATES + 0xff;

  private LosslessText() {}

  /** {@code bytes} as text that {@link #bytes} turns back into them. */
  public static String of(Bytes bytes) {
    String text = bytes.toString();
    if (Bytes.of(text).equals(bytes)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(bytes.length());
    for (byte each : bytes.shared()) {
      escaped.append((char) (each < 0 ? SURROGATES + (each & 0xff) : each));
    }
    return escaped.toString();
  }

  /** The bytes that {@code text} was made of; the UTF-8 form of any other text. */
  public static Bytes bytes(String text) {
    if (text.codePoints().noneMatch(LosslessText::standsForByte)) {
      return Bytes.of(text);
    }
    Bytes[] parts = text.codePoints().mapToObj(LosslessText::bytesOf).toArray(Bytes[]::new);
    return Bytes.join(parts);
  }

  private static Bytes bytesOf(int letter) {
    return standsForByte(letter)
        ? Bytes.wrap(new byte[] {(byte) (letter - SURROGATES)})
        : Bytes.of(Character.toString(letter));
  }

  private static boolean standsForByte(int letter) {
    return letter >= FIRST && letter <= LAST;
  }
}
