package dev.redstart.engine.types.stream;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/**
 * How much goes into one node of a stream.
 *
 * @param entries the most entries, 0 for any number
 * @param bytes the most bytes, 0 for what a node can hold
 */
record StreamLimits(Setting.Whole entries, Setting.Whole bytes) {

  /** The most bytes that an entry, or a node, can hold. */
  static final long MOST_BYTES = 1L << 30;

  private static final long USUAL_NODES_TRIMMED = 100;
  private static final long LEAST_TRIMMED = 10_000;
  private static final long MOST_TRIMMED = 1_000_000;

  /** Declares the directives. */
  static StreamLimits declare(Settings settings) {
    Setting.Whole bytes = settings.memory("stream-node-max-bytes", 4096);
    Setting.Whole entries = settings.whole("stream-node-max-entries", 100, 0, Long.MAX_VALUE);
    return new StreamLimits(entries, bytes);
  }

  /** True where an entry of {@code more} bytes can join those in {@code node}. */
  boolean allow(StreamNode node, long more) {
    long most = bytes.get() == 0 ? MOST_BYTES : Math.min(bytes.get(), MOST_BYTES);
    long mostEntries = entries.get();
    return node.byteSize() + more < most && (mostEntries == 0 || node.slots() < mostEntries);
  }

  /** How many entries a trim that is not exact removes at most, where nobody said. */
  long trimmedAtOnce() {
    long most = entries.get();
    if (most == 0) {
      return LEAST_TRIMMED;
    }
    return Math.min(most, MOST_TRIMMED / USUAL_NODES_TRIMMED) * USUAL_NODES_TRIMMED;
  }
}
