package dev.redstart.engine.types.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bits against the same said bit by bit. */
class BitsTest {

  private static final int ROUNDS = 20_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void countsAsOneByOne() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes();
      int first = random.nextInt(8 * bytes.length);
      int last = first + random.nextInt(8 * bytes.length - first);
      long expected = 0;
      for (int i = first; i <= last; i++) {
        expected += bit(bytes, i) ? 1 : 0;
      }
      assertThat(Bits.count(bytes, first, last)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void findsAsOneByOne() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes();
      boolean set = random.nextBoolean();
      int first = random.nextInt(8 * bytes.length);
      int last = first + random.nextInt(8 * bytes.length - first);
      long expected = -1;
      for (int i = last; i >= first; i--) {
        expected = bit(bytes, i) == set ? i : expected;
      }
      assertThat(Bits.position(bytes, set, first, last)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void fieldsAreSlicesOfOneGreatNumber() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      int width = 1 + random.nextInt(64);
      int offset = random.nextInt(8 * bytes.length - width + 1);
      int right = 8 * bytes.length - offset - width;
      BigInteger mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
      BigInteger all = new BigInteger(1, bytes);
      assertThat(Bits.get(bytes, bytes.length, offset, width))
          .as("seed %d", seed)
          .isEqualTo(all.shiftRight(right).and(mask).longValue());

      long value = random.nextLong();
      Bits.set(bytes, offset, width, value);
      BigInteger part = BigInteger.valueOf(value).and(mask).shiftLeft(right);
      assertThat(new BigInteger(1, bytes))
          .as("seed %d", seed)
          .isEqualTo(all.andNot(mask.shiftLeft(right)).or(part));
    }
  }

  /** Mostly runs of the same bit: what is skipped eight bytes at a time. */
  private byte[] bytes() {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    int filler = random.nextInt(3) - 1;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (filler > 0 || random.nextInt(30) == 0 ? random.nextInt() : filler);
    }
    return bytes;
  }

  private static boolean bit(byte[] bytes, int index) {
    return (bytes[index / 8] & 0x80 >> index % 8) != 0;
  }
}
