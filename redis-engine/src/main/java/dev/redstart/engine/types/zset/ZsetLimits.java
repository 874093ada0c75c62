package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/**
 * How far sorted sets stay packed.
 *
 * @param entries the most members
 * @param length the most bytes of a member
 */
public record ZsetLimits(Setting.Whole entries, Setting.Whole length) {

  /** Declares the directives. */
  public static ZsetLimits declare(Settings settings) {
    Setting.Whole entries = settings.whole("zset-max-listpack-entries", 128, 0, Long.MAX_VALUE);
    settings.alias("zset-max-ziplist-entries", entries);
    Setting.Whole length = settings.memory("zset-max-listpack-value", 64);
    settings.alias("zset-max-ziplist-value", length);
    return new ZsetLimits(entries, length);
  }

  /** True where {@code size} members, none longer than {@code longest} bytes, stay packed. */
  boolean allow(int size, int longest) {
    return size <= entries.get() && longest <= length.get();
  }

  /** True where {@code member} can join {@code size} others without unpacking them. */
  boolean allowOneMore(int size, Bytes member) {
    return allow(size + 1, member.length());
  }
}
