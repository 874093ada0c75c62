package dev.redstart.engine.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;

/** The hash of byte strings: fast on short keys, seeded per process. */
public final class Hashing {

  /*
   * Eight bytes at a time are folded by a 64x64 -> 128 bit multiplication whose halves are xored, the step that wyhash
   * is built of. Secrets made of the seed enter both factors of each step: where a factor were known, a client could make
   * it zero, which wipes out all that came before, and prepare colliding keys from there on.
   */

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long P0 = 0xa0761d6478bd642fL;
  private static final long P1 = 0xe7037ed1a0b428dbL;

  /** Set {@code redstart.hash-seed} to replay an iteration order. */
  private static final long SEED =
      Long.getLong("redstart.hash-seed", UUID.randomUUID().getLeastSignificantBits());

  private static final long FIRST = mix(SEED ^ P0, P1);
  private static final long SECOND = mix(SEED ^ P1, P0);

  private Hashing() {}

  /** The hash of {@code bytes}, never zero. */
  public static int of(byte[] bytes) {
    int length = bytes.length;
    long h = SEED ^ length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      h = mix((long) LONGS.get(bytes, i) ^ FIRST, h ^ SECOND);
    }
    if (i < length) {
      h = mix(tail(bytes, i) ^ FIRST, h ^ SECOND);
    }
    h = mix(h ^ FIRST, SECOND ^ length);
    int folded = (int) (h ^ (h >>> 32));
    return folded == 0 ? 1 : folded;
  }

  private static long tail(byte[] bytes, int from) {
    if (bytes.length >= 8) {
      return (long) LONGS.get(bytes, bytes.length - 8);
    }
    long rest = 0;
    for (int i = from; i < bytes.length; i++) {
      rest = rest << 8 | (bytes[i] & 0xff);
    }
    return rest;
  }

  private static long mix(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b);
  }
}
