package dev.redstart.engine.types.hash;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/**
 * Up to where a hash is packed into a list: so many fields, names and values so long. What is
 * changed by CONFIG SET holds for later writes.
 */
record HashLimits(Setting.Whole entries, Setting.Whole length) {

  private static final int USUAL_ENTRIES = 512;
  private static final int USUAL_LENGTH = 64;

  /** A list never becomes bigger than this, whatever the settings say. */
  private static final int MOST_BYTES = 1 << 30;

  static HashLimits declare(Settings settings) {
    Setting.Whole entries =
        settings.whole("hash-max-listpack-entries", USUAL_ENTRIES, 0, Long.MAX_VALUE);
    settings.alias("hash-max-ziplist-entries", entries);
    Setting.Whole length = settings.memory("hash-max-listpack-value", USUAL_LENGTH);
    settings.alias("hash-max-ziplist-value", length);
    return new HashLimits(entries, length);
  }

  boolean allowSize(long fields) {
    return fields <= entries.get();
  }

  boolean allow(Bytes text) {
    return allowLength(text.length());
  }

  boolean allowLength(int bytes) {
    return bytes <= length.get();
  }

  /** True where a list of {@code bytes} has room for {@code more} of them. */
  boolean allowBytes(long bytes, long more) {
    return bytes + more <= MOST_BYTES;
  }
}
