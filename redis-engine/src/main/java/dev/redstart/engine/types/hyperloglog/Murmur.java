package dev.redstart.engine.types.hyperloglog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Austin Appleby's MurmurHash64A (in the public domain), with the seed that Redis has chosen: which
 * register an element falls into is part of the form that is stored.
 */
final class Murmur {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long SEED = 0xadc83b19L;
  private static final long FACTOR = 0xc6a4a7935bd1e995L;
  private static final int SHIFT = 47;

  private Murmur() {}

  static long hash(byte[] bytes) {
    int length = bytes.length;
    long hash = SEED ^ (length * FACTOR);
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      long part = (long) LONG.get(bytes, at) * FACTOR;
      part = (part ^ (part >>> SHIFT)) * FACTOR;
      hash = (hash ^ part) * FACTOR;
    }
    if (at < length) {
      long rest = 0;
      for (int i = length - 1; i >= at; i--) {
        rest = (rest << 8) | (bytes[i] & 0xff);
      }
      hash = (hash ^ rest) * FACTOR;
    }
    hash = (hash ^ (hash >>> SHIFT)) * FACTOR;
    return hash ^ (hash >>> SHIFT);
  }
}
