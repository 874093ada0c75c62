package dev.redstart.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.util.ByteUtils;

/**
 * Turns the buffers of the reactive interfaces into arrays and back. Buffers are never consumed.
 */
final class Buffers {

  private Buffers() {}

  /** What remains in {@code buffer}; null, which Spring Data's commands may hold, is refused. */
  static byte[] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      throw new IllegalArgumentException("Keys, values and other arguments must not be null");
    }
    return ByteUtils.getBytes(buffer);
  }

  static byte[][] bytes(Collection<ByteBuffer> buffers) {
    byte[][] arrays = new byte[buffers.size()][];
    int i = 0;
    for (ByteBuffer buffer : buffers) {
      arrays[i++] = bytes(buffer);
    }
    return arrays;
  }

  /** Nothing is looked up in the result. */
  @SuppressWarnings("ArrayAsKeyOfSetOrMap")
  static Map<byte[], byte[]> bytes(Map<ByteBuffer, ByteBuffer> buffers) {
    Map<byte[], byte[]> arrays = new LinkedHashMap<>(buffers.size() * 2);
    buffers.forEach((key, value) -> arrays.put(bytes(key), bytes(value)));
    return arrays;
  }

  static @Nullable ByteBuffer buffer(byte @Nullable [] array) {
    return array == null ? null : ByteBuffer.wrap(array);
  }

  /** Null elements stay null. */
  @SuppressWarnings("NullAway")
  static List<ByteBuffer> buffers(@Nullable Collection<byte[]> arrays) {
    if (arrays == null) {
      return List.of();
    }
    List<ByteBuffer> buffers = new ArrayList<>(arrays.size());
    for (byte[] array : arrays) {
      buffers.add(buffer(array));
    }
    return buffers;
  }

  /** Keys and values in turn may be looked up in the result, unlike in {@code arrays}. */
  static Map<ByteBuffer, ByteBuffer> buffers(Map<byte[], byte[]> arrays) {
    Map<ByteBuffer, ByteBuffer> buffers = new LinkedHashMap<>(arrays.size() * 2);
    arrays.forEach((key, value) -> buffers.put(ByteBuffer.wrap(key), ByteBuffer.wrap(value)));
    return buffers;
  }

  /** The first index of a range of indexes. */
  static long from(Range<Long> range) {
    return range.getLowerBound().getValue().orElse(0L);
  }

  /** The last index of a range of indexes. */
  static long to(Range<Long> range) {
    return range.getUpperBound().getValue().orElse(-1L);
  }

  /** A range of names, as the imperative interfaces want it. */
  static Range<byte[]> names(Range<String> range) {
    return range.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
