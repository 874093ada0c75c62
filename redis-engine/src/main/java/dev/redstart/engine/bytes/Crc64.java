package dev.redstart.engine.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The CRC-64 of Jones (polynomial ad93d23594c935a9, reflected), which seals dumps. */
public final class Crc64 {

  /*
   * Eight bytes at a time: TABLES[k][b] is what byte b does to the checksum when k bytes follow it (Kounavis and Berry,
   * "slicing by 8").
   */

  private static final long REFLECTED = Long.reverse(0xad93d23594c935a9L);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[][] TABLES = tables();

  private Crc64() {}

  /**
   * The checksum of all that {@code crc} stands for (zero: nothing), followed by a range of {@code
   * bytes}.
   */
  public static long update(long crc, byte[] bytes, int from, int to) {
    long sum = crc;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long word = sum ^ (long) LONGS.get(bytes, i);
      sum = 0;
      for (int k = 7; k >= 0; k--) {
        sum ^= TABLES[k][(int) word & 0xff];
        word >>>= 8;
      }
    }
    for (; i < to; i++) {
      sum = (sum >>> 8) ^ TABLES[0][((int) sum ^ bytes[i]) & 0xff];
    }
    return sum;
  }

  /**
   * The checksum of all that {@code crc} stands for, followed by so many zero bytes. Checksums are
   * linear: where some bytes are exchanged for others, the checksum changes by the checksum of
   * their difference, followed by as many zeros as bytes follow them.
   */
  public static long followedByZeros(long crc, long count) {
    long sum = crc;
    long[] step = new long[Long.SIZE];
    for (int bit = 0; bit < Long.SIZE; bit++) {
      step[bit] = update(1L << bit, new byte[1], 0, 1);
    }
    for (long left = count; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        sum = times(step, sum);
      }
      long[] twice = new long[Long.SIZE];
      for (int bit = 0; bit < Long.SIZE; bit++) {
        twice[bit] = times(step, step[bit]);
      }
      step = twice;
    }
    return sum;
  }

  /** A matrix over the field of two elements, by its columns, times a vector. */
  private static long times(long[] matrix, long vector) {
    long product = 0;
    for (long rest = vector; rest != 0; rest &= rest - 1) {
      product ^= matrix[Long.numberOfTrailingZeros(rest)];
    }
    return product;
  }

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED;
      }
      tables[0][i] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int i = 0; i < 256; i++) {
        long crc = tables[k - 1][i];
        tables[k][i] = (crc >>> 8) ^ tables[0][(int) crc & 0xff];
      }
    }
    return tables;
  }
}
