package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.value.CorruptValueException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The LZF compression of long texts. */
final class Lzf {

  /*
   * A packed text is a row of
   *
   *   000lllll                        l + 1 bytes as they are
   *   lllooooo oooooooo               l + 2 bytes (l from 1 to 6) that stand o + 1 before
   *   111ooooo llllllll oooooooo      l + 9 bytes that stand o + 1 before
   *
   * What stands before may reach into what is being written, which is how runs are packed.
   */

  private static final int MOST_LITERALS = 32;
  private static final int MOST_BACK = 1 << 13;
  private static final int SHORTEST_MATCH = 3;
  private static final int LONGEST_MATCH = 264;
  private static final int LONG_FORM = 7;
  private static final int MOST_HASH_BITS = 14;
  private static final int LEAST_HASH_BITS = 6;

  /** No packed text unfolds to more than that many times its length. */
  private static final int MOST_UNFOLDING = LONGEST_MATCH / SHORTEST_MATCH;

  private final byte[] in;
  private final byte[] out;
  private int written;

  private Lzf(byte[] in, int room) {
    this.in = in;
    this.out = new byte[room];
  }

  /** {@code text} packed into at most {@code most} bytes; null where it doesn't get that short. */
  static byte @Nullable [] pack(byte[] text, int most) {
    Lzf lzf = new Lzf(text, Math.max(0, most));
    return lzf.pack() ? Arrays.copyOf(lzf.out, lzf.written) : null;
  }

  /** False where a text of {@code length} bytes can't have been packed into so few. */
  static boolean canUnfold(int packed, long length) {
    return length <= (long) packed * MOST_UNFOLDING;
  }

  /**
   * The text of {@code length} bytes that {@code packed} stands for.
   *
   * @throws CorruptValueException where it doesn't stand for just that
   */
  static byte[] unpack(byte[] packed, int length) {
    Lzf lzf = new Lzf(packed, length);
    int at = 0;
    while (at < packed.length) {
      at = lzf.unpackNext(at);
    }
    if (lzf.written != length) {
      throw damaged();
    }
    return lzf.out;
  }

  private boolean pack() {
    int bits = Math.min(MOST_HASH_BITS, 32 - Integer.numberOfLeadingZeros(in.length));
    int[] seen = new int[1 << Math.max(LEAST_HASH_BITS, bits)];
    int literals = 0;
    int at = 0;
    while (at < in.length) {
      int back = 0;
      if (at + SHORTEST_MATCH <= in.length) {
        int slot = hash(at) & (seen.length - 1);
        back = at - (seen[slot] - 1);
        seen[slot] = at + 1;
      }
      int length = back > 0 && back <= MOST_BACK && back <= at ? matching(at, at - back) : 0;
      if (length < SHORTEST_MATCH) {
        literals++;
        at++;
      } else if (putLiterals(at - literals, literals) && putMatch(back - 1, length)) {
        literals = 0;
        at += length;
      } else {
        return false;
      }
    }
    return putLiterals(in.length - literals, literals);
  }

  private int hash(int at) {
    int three = (in[at] & 0xff) << 16 | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff);
    return (three * 0x9E3779B1) >>> 15;
  }

  private int matching(int at, int before) {
    int most = Math.min(LONGEST_MATCH, in.length - at);
    int length = 0;
    while (length < most && in[at + length] == in[before + length]) {
      length++;
    }
    return length;
  }

  private boolean putLiterals(int from, int count) {
    int at = from;
    for (int left = count; left > 0; ) {
      int here = Math.min(left, MOST_LITERALS);
      if (here + 1 > out.length - written) {
        return false;
      }
      out[written] = (byte) (here - 1);
      System.arraycopy(in, at, out, written + 1, here);
      written += here + 1;
      at += here;
      left -= here;
    }
    return true;
  }

  private boolean putMatch(int back, int length) {
    int coded = length - 2;
    if (SHORTEST_MATCH > out.length - written) {
      return false;
    }
    if (coded < LONG_FORM) {
      out[written++] = (byte) (coded << 5 | back >> 8);
    } else {
      out[written++] = (byte) (LONG_FORM << 5 | back >> 8);
      out[written++] = (byte) (coded - LONG_FORM);
    }
    out[written++] = (byte) back;
    return true;
  }

  private int unpackNext(int start) {
    int at = start;
    int first = in[at++] & 0xff;
    if (first < MOST_LITERALS) {
      int count = first + 1;
      if (count > in.length - at || count > out.length - written) {
        throw damaged();
      }
      System.arraycopy(in, at, out, written, count);
      written += count;
      return at + count;
    }
    int coded = first >> 5;
    if (in.length - at < (coded == LONG_FORM ? 2 : 1)) {
      throw damaged();
    }
    if (coded == LONG_FORM) {
      coded += in[at++] & 0xff;
    }
    int back = ((first & 31) << 8 | (in[at++] & 0xff)) + 1;
    repeat(back, coded + 2);
    return at;
  }

  private void repeat(int back, int length) {
    if (back > written || length > out.length - written) {
      throw damaged();
    }
    if (back >= length) {
      System.arraycopy(out, written - back, out, written, length);
    } else {
      for (int i = written; i < written + length; i++) {
        out[i] = out[i - back];
      }
    }
    written += length;
  }

  private static CorruptValueException damaged() {
    return new CorruptValueException("compressed text that is damaged");
  }
}
