package dev.redstart.engine.types.set;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/**
 * Up to where a set is packed: so many integers into an array of them, so many members of such a
 * length into a list. What is changed by CONFIG SET holds for later writes.
 */
record SetLimits(Setting.Whole integers, Setting.Whole entries, Setting.Whole length) {

  private static final int USUAL_INTEGERS = 512;
  private static final int USUAL_ENTRIES = 128;
  private static final int USUAL_LENGTH = 64;

  /** An array or a list never becomes bigger than this, whatever the settings say. */
  private static final int MOST_BYTES = 1 << 30;

  private static final int MOST_INTEGERS = MOST_BYTES / Long.BYTES;

  static SetLimits declare(Settings settings) {
    return new SetLimits(
        settings.whole("set-max-intset-entries", USUAL_INTEGERS, 0, Long.MAX_VALUE),
        settings.whole("set-max-listpack-entries", USUAL_ENTRIES, 0, Long.MAX_VALUE),
        settings.whole("set-max-listpack-value", USUAL_LENGTH, 0, Long.MAX_VALUE));
  }

  /** True where so many integers may be in an array. */
  boolean allowIntegers(long members) {
    return members <= Math.min(integers.get(), MOST_INTEGERS);
  }

  /** True where so many members may be in a list. */
  boolean allowEntries(long members) {
    return members <= entries.get();
  }

  /** True where a member may be in a list. */
  boolean allow(Bytes member) {
    return allowLength(member.length());
  }

  /** True where a member of {@code length} may be in a list. */
  boolean allowLength(int memberLength) {
    return memberLength <= length.get();
  }

  /** True where a list of {@code bytes} has room for {@code more} of them. */
  boolean allowBytes(long bytes, long more) {
    return bytes + more <= MOST_BYTES;
  }
}
