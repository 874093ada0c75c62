package dev.redstart.engine.types.string;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The longest sequence of bytes that two strings have in common, and where it is in each. */
final class CommonSubsequence {

  /*
   * The usual table (Wagner and Fischer, "The string-to-string correction problem", 1974): cell (i, j) is the length for
   * the first i and j bytes. Only the row before is needed to fill a row; the way back needs one bit of each cell, whether
   * the cell above is greater than the one to the left, so that is all that is kept: 1/32 of the numbers' size. Among
   * several longest sequences this way back finds the same one as Redis.
   */

  private final List<Match> matches = new ArrayList<>();
  private final byte[] text;

  private CommonSubsequence(int length) {
    this.text = new byte[length];
  }

  /** A run of bytes that is the same in both, and where it begins in each. */
  record Match(int first, int second, int length) {}

  /** The length alone, for two rows of memory. */
  static int length(Bytes one, Bytes other) {
    return fill(one.shared(), other.shared(), new BitSet(0), false);
  }

  static CommonSubsequence of(Bytes one, Bytes other) {
    BitSet up = new BitSet((one.length() + 1) * (other.length() + 1));
    CommonSubsequence found = new CommonSubsequence(fill(one.shared(), other.shared(), up, true));
    found.walkBack(one.shared(), other.shared(), up);
    return found;
  }

  int length() {
    return text.length;
  }

  Bytes text() {
    return Bytes.wrap(text);
  }

  /** The runs from the last to the first. */
  List<Match> matches() {
    return matches;
  }

  private static int fill(byte[] one, byte[] other, BitSet up, boolean keep) {
    int width = other.length + 1;
    int[] above = new int[width];
    int[] row = new int[width];
    for (int i = 1; i <= one.length; i++) {
      byte letter = one[i - 1];
      for (int j = 1; j < width; j++) {
        if (letter == other[j - 1]) {
          row[j] = above[j - 1] + 1;
        } else if (above[j] > row[j - 1]) {
          row[j] = above[j];
          if (keep) {
            up.set(i * width + j);
          }
        } else {
          row[j] = row[j - 1];
        }
      }
      int[] filled = row;
      row = above;
      above = filled;
    }
    return above[other.length];
  }

  private void walkBack(byte[] one, byte[] other, BitSet up) {
    int width = other.length + 1;
    int i = one.length;
    int j = other.length;
    int left = text.length;
    while (i > 0 && j > 0) {
      if (one[i - 1] == other[j - 1]) {
        int end = i;
        while (i > 0 && j > 0 && one[i - 1] == other[j - 1]) {
          text[--left] = one[i - 1];
          i--;
          j--;
        }
        matches.add(new Match(i, j, end - i));
      } else if (up.get(i * width + j)) {
        i--;
      } else {
        j--;
      }
    }
  }
}
