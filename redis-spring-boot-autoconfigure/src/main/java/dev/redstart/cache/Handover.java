package dev.redstart.cache;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way from a writer to the decoder, on the same thread. Spring Data takes a value
 * from the writer and decodes it at once, but has no way back where it can't be decoded.
 */
final class Handover {

  private static final ThreadLocal<@Nullable Handover> CURRENT = new ThreadLocal<>();

  private final String cache;
  private final byte[] bytes;
  private final @Nullable Supplier<byte[]> reload;

  private Handover(String cache, byte[] bytes, @Nullable Supplier<byte[]> reload) {
    this.cache = cache;
    this.bytes = bytes;
    this.reload = reload;
  }

  /**
   * Announces {@code bytes}, and gives them back. What stands for null is never decoded.
   *
   * @param reload gets other ones in their place, null where their absence will do
   */
  static byte @Nullable [] give(
      String cache, byte @Nullable [] bytes, @Nullable Supplier<byte[]> reload) {
    if (bytes != null && !TolerantValues.isNull(bytes)) {
      CURRENT.set(new Handover(cache, bytes, reload));
    }
    return bytes;
  }

  /** How {@code bytes} were announced; null where they come from elsewhere. */
  static @Nullable Handover take(byte[] bytes) {
    Handover handed = CURRENT.get();
    CURRENT.remove();
    return handed != null && handed.bytes == bytes ? handed : null;
  }

  String cache() {
    return cache;
  }

  byte @Nullable [] reloaded() {
    return reload == null ? null : reload.get();
  }
}
