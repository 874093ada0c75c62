package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.value.ValueWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers, texts and the like in RDB's form, into memory or on to a stream, and sums up what
 * it has written.
 */
final class RdbOutput implements ValueWriter {

  private static final int FLUSHED_AT = 1 << 16;
  private static final int LONGEST_NUMBER = 11;
  private static final int SHORTEST_PACKED = 21;
  private static final int SAVED_AT_LEAST = 4;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final @Nullable OutputStream stream;
  private final boolean compress;
  private byte[] buffer = new byte[64];
  private int size;
  private long sum;
  private long flushed;

  /** Writes into memory. */
  RdbOutput(boolean compress) {
    this(null, compress);
  }

  /** Writes to {@code stream}, in pieces; {@link #flush} writes the last one. */
  RdbOutput(@Nullable OutputStream stream, boolean compress) {
    this.stream = stream;
    this.compress = compress;
  }

  /** What was written into memory. */
  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** How many bytes stand in memory. */
  int size() {
    return size;
  }

  /** How many bytes were written so far. */
  long length() {
    return flushed + size;
  }

  /** Forgets what stands in memory, and lets go of its room where that is a lot. */
  void clear() {
    size = 0;
    if (buffer.length > 4 * FLUSHED_AT) {
      buffer = new byte[FLUSHED_AT];
    }
  }

  /** Writes what {@code other} has written into memory. */
  void append(RdbOutput other) {
    fixed(other.buffer, other.size);
  }

  /** The checksum of all that was written so far. */
  long checksum() {
    return Crc64.update(sum, buffer, 0, size);
  }

  /** Hands all that was written to the stream. */
  void flush() {
    OutputStream to = stream;
    if (to != null) {
      try {
        sum = checksum();
        to.write(buffer, 0, size);
        flushed += size;
        size = 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void octet(int octet) {
    room(1);
    buffer[size++] = (byte) octet;
  }

  /** Eight bytes, the least significant first. */
  void word(long word) {
    room(Long.BYTES);
    LITTLE.set(buffer, size, word);
    size += Long.BYTES;
  }

  @Override
  public void number(long number) {
    if (number >= 0 && number < 1 << 6) {
      octet((int) number);
    } else if (number >= 0 && number < 1 << 14) {
      octet(RdbInput.FOURTEEN_BITS | (int) (number >> 8));
      octet((int) number);
    } else if (number >>> 32 == 0) {
      octet(RdbInput.FOUR_BYTES);
      room(Integer.BYTES);
      BIG_INTS.set(buffer, size, (int) number);
      size += Integer.BYTES;
    } else {
      octet(RdbInput.EIGHT_BYTES);
      room(Long.BYTES);
      BIG.set(buffer, size, number);
      size += Long.BYTES;
    }
  }

  @Override
  public void text(Bytes text) {
    byte[] bytes = text.shared();
    if (bytes.length <= LONGEST_NUMBER && Ascii.isLong(bytes) && asNumber(Ascii.toLong(bytes))) {
      return;
    }
    if (compress && bytes.length >= SHORTEST_PACKED) {
      byte[] packed = Lzf.pack(bytes, bytes.length - SAVED_AT_LEAST);
      if (packed != null) {
        octet(RdbInput.PACKED);
        number(packed.length);
        number(bytes.length);
        fixed(packed);
        return;
      }
    }
    number(bytes.length);
    fixed(bytes);
  }

  @Override
  public void real(double number) {
    word(Double.doubleToRawLongBits(number));
  }

  @Override
  public void moment(long millis) {
    word(millis);
  }

  @Override
  public void fixed(byte[] bytes) {
    fixed(bytes, bytes.length);
  }

  private void fixed(byte[] bytes, int count) {
    OutputStream to = stream;
    if (to != null && count >= FLUSHED_AT) {
      flush();
      pass(to, bytes, count);
      return;
    }
    room(count);
    System.arraycopy(bytes, 0, buffer, size, count);
    size += count;
  }

  /** Writes what is long without keeping it. */
  private void pass(OutputStream to, byte[] bytes, int count) {
    try {
      sum = Crc64.update(sum, bytes, 0, count);
      to.write(bytes, 0, count);
      flushed += count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean asNumber(long number) {
    int width = number == (byte) number ? 1 : number == (short) number ? 2 : 4;
    if (number != (int) number) {
      return false;
    }
    octet(RdbInput.ENCODED | width >> 1);
    for (int i = 0; i < width; i++) {
      octet((int) (number >> (8 * i)));
    }
    return true;
  }

  private void room(int more) {
    if (stream != null && size >= FLUSHED_AT) {
      flush();
    }
    if (more > buffer.length - size) {
      int needed = Math.addExact(size, more);
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * needed, Integer.MAX_VALUE - 8));
    }
  }
}
