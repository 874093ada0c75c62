package dev.redstart.engine.bytes;

/** The CRC-16 of XMODEM (polynomial 1021), which spreads keys over cluster slots. */
public final class Crc16 {

  private static final char[] TABLE = table();

  private Crc16() {}

  /** The checksum of {@code bytes} from {@code from} to {@code to} (exclusive): 0 to 65535. */
  public static int of(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = ((crc << 8) ^ TABLE[((crc >>> 8) ^ bytes[i]) & 0xff]) & 0xffff;
    }
    return crc;
  }

  private static char[] table() {
    char[] table = new char[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
      table[i] = (char) crc;
    }
    return table;
  }
}
