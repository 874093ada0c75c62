package dev.redstart.engine.bytes;

/** Temporary. */
public final class Decimals {
  private Decimals() {}

  public static double parse(byte[] text) {
    return Double.parseDouble(new String(text, java.nio.charset.StandardCharsets.US_ASCII));
  }
}
