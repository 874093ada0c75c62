package dev.redstart.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.support.NullValue;
import org.springframework.data.redis.serializer.RedisElementReader;
import org.springframework.data.redis.serializer.RedisElementWriter;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Values of which some can't be read, such as those that were written before a class has changed:
 * they are absent, and counted.
 */
final class TolerantValues implements SerializationPair<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(TolerantValues.class);

  /** What Spring Data writes for null, whatever the serializer. */
  private static final byte[] NULL = RedisSerializer.java().serialize(NullValue.INSTANCE);

  private final SerializationPair<Object> values;
  private final CacheCounts counts;

  TolerantValues(SerializationPair<Object> values, CacheCounts counts) {
    this.values = values;
    this.counts = counts;
  }

  @Override
  public RedisElementReader<Object> getReader() {
    return this::decode;
  }

  @Override
  public RedisElementWriter<Object> getWriter() {
    return values.getWriter();
  }

  static boolean isNull(byte[] value) {
    return Arrays.equals(value, NULL);
  }

  boolean canRead(byte[] value) {
    if (isNull(value)) {
      return true;
    }
    try {
      values.read(ByteBuffer.wrap(value));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private @Nullable Object decode(ByteBuffer buffer) {
    Handover handed =
        buffer.hasArray() && buffer.arrayOffset() == 0 ? Handover.take(buffer.array()) : null;
    try {
      return values.read(buffer.duplicate());
    } catch (RuntimeException e) {
      if (handed == null) {
        throw e;
      }
      counts.of(handed.cache()).undecodable.increment();
      LOG.debug("An entry of cache {} can't be read and counts as absent", handed.cache(), e);
      byte[] reloaded = handed.reloaded();
      return reloaded == null ? null : values.read(ByteBuffer.wrap(reloaded));
    }
  }
}
