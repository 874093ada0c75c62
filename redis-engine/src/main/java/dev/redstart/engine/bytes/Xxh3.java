package dev.redstart.engine.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * XXH3 with 64 bits, no seed and its usual secret: the digest by which callers compare strings.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">The specification
 *     of xxHash</a>
 */
public final class Xxh3 {

  /*
   * Four ways by length: up to 16 bytes, up to 128 and up to 240 are folded 16 at a time by a 64x64 -> 128 bit product
   * whose halves are xored; what is longer goes in stripes of 64 bytes through eight accumulators, which are scrambled
   * after each block of 16 stripes. The names are those of the specification.
   */

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME32_1 = 0x9e3779b1L;
  private static final long PRIME32_2 = 0x85ebca77L;
  private static final long PRIME32_3 = 0xc2b2ae3dL;
  private static final long PRIME64_1 = 0x9e3779b185ebca87L;
  private static final long PRIME64_2 = 0xc2b2ae3d27d4eb4fL;
  private static final long PRIME64_3 = 0x165667b19e3779f9L;
  private static final long PRIME64_4 = 0x85ebca77c2b2ae63L;
  private static final long PRIME64_5 = 0x27d4eb2f165667c5L;
  private static final long PRIME_MX1 = 0x165667919e3779f9L;
  private static final long PRIME_MX2 = 0x9fb21c651e98df25L;

  private static final byte[] SECRET =
      HexFormat.of()
          .parseHex(
              "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                  + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                  + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                  + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                  + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                  + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

  private static final int STRIPE = 64;
  private static final int STRIPES = 16;
  private static final int BLOCK = STRIPE * STRIPES;

  private Xxh3() {}

  /** The digest of {@code input}. */
  public static long of(byte[] input) {
    int length = input.length;
    if (length <= 16) {
      return upTo16(input);
    }
    if (length <= 128) {
      return upTo128(input);
    }
    return length <= 240 ? upTo240(input) : longer(input);
  }

  private static long upTo16(byte[] input) {
    int length = input.length;
    if (length == 0) {
      return avalanche64(secret(56) ^ secret(64));
    }
    if (length < 4) {
      long combined =
          ((input[0] & 0xffL) << 16)
              | ((input[length >> 1] & 0xffL) << 24)
              | (input[length - 1] & 0xffL)
              | ((long) length << 8);
      return avalanche64(combined ^ int32(SECRET, 0) ^ int32(SECRET, 4));
    }
    if (length <= 8) {
      long ends = int32(input, length - 4) + (int32(input, 0) << 32);
      long keyed = ends ^ secret(8) ^ secret(16);
      return strongAvalanche(keyed, length);
    }
    long low = int64(input, 0) ^ secret(24) ^ secret(32);
    long high = int64(input, length - 8) ^ secret(40) ^ secret(48);
    return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
  }

  private static long upTo128(byte[] input) {
    int length = input.length;
    long acc = length * PRIME64_1;
    for (int i = (length - 1) / 32; i >= 0; i--) {
      acc += mix16(input, 16 * i, 32 * i);
      acc += mix16(input, length - 16 * (i + 1), 32 * i + 16);
    }
    return avalanche(acc);
  }

  private static long upTo240(byte[] input) {
    int length = input.length;
    long acc = length * PRIME64_1;
    for (int i = 0; i < 8; i++) {
      acc += mix16(input, 16 * i, 16 * i);
    }
    acc = avalanche(acc);
    for (int i = 8; i < length / 16; i++) {
      acc += mix16(input, 16 * i, 16 * (i - 8) + 3);
    }
    acc += mix16(input, length - 16, 136 - 17);
    return avalanche(acc);
  }

  private static long longer(byte[] input) {
    long[] acc = {
      PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1
    };
    int last = input.length - 1;
    int at = 0;
    for (int block = 0; block < last / BLOCK; block++) {
      for (int stripe = 0; stripe < STRIPES; stripe++) {
        accumulate(acc, input, at, 8 * stripe);
        at += STRIPE;
      }
      scramble(acc);
    }
    int rest = (last - at) / STRIPE;
    for (int stripe = 0; stripe < rest; stripe++) {
      accumulate(acc, input, at, 8 * stripe);
      at += STRIPE;
    }
    accumulate(acc, input, input.length - STRIPE, SECRET.length - STRIPE - 7);
    long result = input.length * PRIME64_1;
    for (int i = 0; i < 4; i++) {
      result += fold(acc[2 * i] ^ secret(11 + 16 * i), acc[2 * i + 1] ^ secret(11 + 16 * i + 8));
    }
    return avalanche(result);
  }

  private static void accumulate(long[] acc, byte[] input, int at, int secretAt) {
    for (int i = 0; i < 8; i++) {
      long value = int64(input, at + 8 * i);
      long key = value ^ secret(secretAt + 8 * i);
      acc[i ^ 1] += value;
      acc[i] += (key & 0xffffffffL) * (key >>> 32);
    }
  }

  private static void scramble(long[] acc) {
    for (int i = 0; i < 8; i++) {
      long mixed = acc[i] ^ (acc[i] >>> 47) ^ secret(SECRET.length - STRIPE + 8 * i);
      acc[i] = mixed * PRIME32_1;
    }
  }

  private static long mix16(byte[] input, int at, int secretAt) {
    return fold(int64(input, at) ^ secret(secretAt), int64(input, at + 8) ^ secret(secretAt + 8));
  }

  /** The halves of the unsigned product, xored; JDK 17 has only the signed one's upper half. */
  private static long fold(long a, long b) {
    long high = Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    return high ^ (a * b);
  }

  private static long avalanche(long hash) {
    long h = (hash ^ (hash >>> 37)) * PRIME_MX1;
    return h ^ (h >>> 32);
  }

  private static long avalanche64(long hash) {
    long h = (hash ^ (hash >>> 33)) * PRIME64_2;
    h = (h ^ (h >>> 29)) * PRIME64_3;
    return h ^ (h >>> 32);
  }

  private static long strongAvalanche(long keyed, int length) {
    long h = keyed ^ Long.rotateLeft(keyed, 49) ^ Long.rotateLeft(keyed, 24);
    h *= PRIME_MX2;
    h = (h ^ ((h >>> 35) + length)) * PRIME_MX2;
    return h ^ (h >>> 28);
  }

  private static long secret(int at) {
    return int64(SECRET, at);
  }

  private static long int64(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  private static long int32(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at) & 0xffffffffL;
  }
}
