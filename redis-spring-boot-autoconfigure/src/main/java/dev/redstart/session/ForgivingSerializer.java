package dev.redstart.session;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Reads {@link #UNDECODABLE} where another serializer fails: a class was renamed or removed, its
 * fields have changed, or the bytes were written by another serializer.
 */
public final class ForgivingSerializer implements RedisSerializer<Object> {

  /**
   * Stands for what can't be read; known by identity. It is a string and not null, since reactive
   * streams carry no null and since ids of sessions, which are read by this serializer, too, must
   * be strings: this one is nobody's.
   */
  static final Object UNDECODABLE = String.valueOf(new char[] {'?'});

  private final RedisSerializer<Object> actual;

  /** As {@code actual}, but forgiving. */
  public ForgivingSerializer(RedisSerializer<Object> actual) {
    this.actual = actual;
  }

  @Override
  public byte[] serialize(@Nullable Object value) {
    return actual.serialize(value);
  }

  @Override
  public @Nullable Object deserialize(byte @Nullable [] bytes) {
    try {
      return actual.deserialize(bytes);
    } catch (RuntimeException | LinkageError undecodable) {
      return UNDECODABLE;
    }
  }

  @Override
  public boolean canSerialize(Class<?> type) {
    return actual.canSerialize(type);
  }

  @Override
  public Class<?> getTargetType() {
    return actual.getTargetType();
  }
}
