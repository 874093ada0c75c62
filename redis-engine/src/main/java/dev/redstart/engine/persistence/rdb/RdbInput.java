package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.value.CorruptValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers, texts and the like in RDB's form, from memory or from a stream of known length:
 * room is only made for what can be there.
 */
final class RdbInput {

  // The first byte of a number; the lower bits of the first two forms belong to it.
  static final int FOURTEEN_BITS = 0x40;
  static final int FOUR_BYTES = 0x80;
  static final int EIGHT_BYTES = 0x81;

  /** With the width of a number that stands for its text in the lower bits: 0, 1 or 2. */
  static final int ENCODED = 0xc0;

  /** A packed text: two numbers, its length and that of the text, stand in front. */
  static final int PACKED = 0xc3;

  private static final int CHUNK = 1 << 16;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable InputStream stream;
  private final byte[] buffer;
  private int at;
  private int end;
  private long before;
  private long behind;
  private long sum;
  private int summed;

  /** Reads the bytes of {@code array} up to {@code end}. */
  RdbInput(byte[] array, int end) {
    this.stream = null;
    this.buffer = array;
    this.end = end;
  }

  /** Reads {@code length} bytes from {@code stream}. */
  RdbInput(InputStream stream, long length) {
    this.stream = stream;
    this.buffer = new byte[CHUNK];
    this.behind = length;
  }

  /** How many bytes were read. */
  long offset() {
    return before + at;
  }

  /** How many bytes are left. */
  long left() {
    return behind + end - at;
  }

  /** The checksum of all that was read so far. */
  long checksum() {
    sum = Crc64.update(sum, buffer, summed, at);
    summed = at;
    return sum;
  }

  int octet() {
    if (at == end) {
      refill();
    }
    return buffer[at++] & 0xff;
  }

  /** Eight bytes, the least significant first. */
  long word() {
    if (end - at < Long.BYTES) {
      return (long) LITTLE.get(fixed(Long.BYTES), 0);
    }
    at += Long.BYTES;
    return (long) LITTLE.get(buffer, at - Long.BYTES);
  }

  /** Four bytes, signed, the least significant first. */
  int halfWord() {
    return octet() | octet() << 8 | octet() << 16 | octet() << 24;
  }

  byte[] fixed(int length) {
    if (length > left()) {
      throw tooShort();
    }
    if (length <= end - at) {
      at += length;
      return Arrays.copyOfRange(buffer, at - length, at);
    }
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      if (at == end) {
        refill();
      }
      int here = Math.min(length - done, end - at);
      System.arraycopy(buffer, at, bytes, done, here);
      at += here;
      done += here;
    }
    return bytes;
  }

  /** A number of up to 64 bits. */
  long number() {
    int first = octet();
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> (first & 63) << 8 | octet();
      default -> wideNumber(first);
    };
  }

  /** How many of something that takes at least a byte follow. */
  int count() {
    long count = number();
    if (count < 0 || count > left() || count > Integer.MAX_VALUE) {
      throw new CorruptValueException("number of parts that can't be there, " + count);
    }
    return (int) count;
  }

  Bytes text() {
    int first = octet();
    if (first >> 6 == 3) {
      return encoded(first);
    }
    long length =
        switch (first >> 6) {
          case 0 -> first;
          case 1 -> (first & 63) << 8 | octet();
          default -> wideNumber(first);
        };
    return Bytes.wrap(fixed(size(length)));
  }

  private long wideNumber(int first) {
    if (first != FOUR_BYTES && first != EIGHT_BYTES) {
      throw new CorruptValueException("length of an unknown form, " + first);
    }
    long number = 0;
    for (int i = first == FOUR_BYTES ? Integer.BYTES : Long.BYTES; i > 0; i--) {
      number = number << 8 | octet();
    }
    return number;
  }

  private Bytes encoded(int first) {
    return switch (first) {
      case ENCODED -> Bytes.of((byte) octet());
      case ENCODED | 1 -> Bytes.of((short) (octet() | octet() << 8));
      case ENCODED | 2 -> Bytes.of(halfWord());
      case PACKED -> packed();
      default -> throw new CorruptValueException("text of an unknown form, " + first);
    };
  }

  private Bytes packed() {
    int from = size(number());
    long length = number();
    if (length < 0 || length > Integer.MAX_VALUE - 8 || !Lzf.canUnfold(from, length)) {
      throw new CorruptValueException("compressed text that can't be that long, " + length);
    }
    return Bytes.wrap(Lzf.unpack(fixed(from), (int) length));
  }

  private int size(long length) {
    if (length < 0 || length > left() || length > Integer.MAX_VALUE - 8) {
      throw tooShort();
    }
    return (int) length;
  }

  private void refill() {
    InputStream from = stream;
    if (from == null || behind == 0) {
      throw tooShort();
    }
    checksum();
    before += end;
    at = 0;
    summed = 0;
    end = 0;
    try {
      int read = from.read(buffer, 0, (int) Math.min(CHUNK, behind));
      if (read <= 0) {
        throw tooShort();
      }
      end = read;
      behind -= read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorruptValueException tooShort() {
    return new CorruptValueException("end of the data in the middle of it");
  }
}
