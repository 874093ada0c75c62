package dev.redstart.engine.persistence.aof;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Looks for the beginning of a command in bytes that should belong to another one. */
final class CommandSearch {

  /** What follows the end of a line; a zero stands for digits. */
  private static final String BEGINNING = "\r\n*0\r\n$0\r\n";

  private CommandSearch() {}

  /** True where there is one in what is left of {@code stream}. */
  static boolean find(InputStream stream) throws IOException {
    InputStream in = new BufferedInputStream(stream);
    int matched = 0;
    boolean digits = false;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      boolean digit = octet >= '0' && octet <= '9';
      if (BEGINNING.charAt(matched) == '0') {
        if (digit) {
          digits = true;
          continue;
        }
        matched = digits ? matched + 1 : 0;
        digits = false;
      }
      if (octet == BEGINNING.charAt(matched)) {
        matched++;
      } else {
        matched = octet == '\r' ? 1 : 0;
      }
      if (matched == BEGINNING.length()) {
        return true;
      }
    }
    return false;
  }
}
