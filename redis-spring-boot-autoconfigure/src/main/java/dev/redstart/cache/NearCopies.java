package dev.redstart.cache;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of values that were read, in this process, the least recently used going first. A copy is
 * only kept where nothing was heard of its key while it was on its way, and only while the server
 * can be heard.
 */
public final class NearCopies {

  private final int most;
  private final long longestNanos;
  private final LongSupplier nanos;
  private final Map<ByteBuffer, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<ByteBuffer, Reading> readings = new HashMap<>();
  private boolean heard;

  /** A copy, and when it may be used no longer. */
  private static final class Copy {

    private final String cache;
    private final byte[] value;
    private final long until;

    Copy(String cache, byte[] value, long until) {
      this.cache = cache;
      this.value = value;
      this.until = until;
    }
  }

  /** A value that is on its way from the server. */
  static final class Reading {
    private final ByteBuffer key;

    private Reading(ByteBuffer key) {
      this.key = key;
    }
  }

  /**
   * @param most how many copies there may be
   * @param longest for how long one may be used without the server being asked
   */
  public NearCopies(int most, Duration longest) {
    this(most, longest, System::nanoTime);
  }

  NearCopies(int most, Duration longest, LongSupplier nanos) {
    this.most = most;
    this.longestNanos = longest.toNanos();
    this.nanos = nanos;
  }

  /** How many copies there are. */
  public synchronized int size() {
    return copies.size();
  }

  synchronized byte @Nullable [] find(byte[] key) {
    ByteBuffer name = ByteBuffer.wrap(key);
    Copy copy = copies.get(name);
    if (copy == null) {
      return null;
    }
    if (copy.until - nanos.getAsLong() < 0) {
      copies.remove(name);
      return null;
    }
    return copy.value;
  }

  /** Announces that a value will be read; null where it can't be kept. */
  synchronized @Nullable Reading begin(byte[] key) {
    if (!heard) {
      return null;
    }
    Reading reading = new Reading(ByteBuffer.wrap(key));
    readings.put(reading.key, reading);
    return reading;
  }

  /** Keeps what was read, null where there was nothing, unless the key has changed since. */
  synchronized void keep(String cache, @Nullable Reading reading, byte @Nullable [] value) {
    if (reading == null || !readings.remove(reading.key, reading) || value == null) {
      return;
    }
    copies.put(reading.key, new Copy(cache, value, nanos.getAsLong() + longestNanos));
    if (copies.size() > most) {
      copies.remove(copies.keySet().iterator().next());
    }
  }

  /** The key has changed. */
  synchronized void forget(byte[] key) {
    ByteBuffer name = ByteBuffer.wrap(key);
    readings.remove(name);
    copies.remove(name);
  }

  /** All keys of a cache may have changed. */
  synchronized void forgetAll(String cache) {
    readings.clear();
    copies.values().removeIf(copy -> copy.cache.equals(cache));
  }

  /** All keys may have changed. */
  synchronized void forgetAll() {
    readings.clear();
    copies.clear();
  }

  /** The server tells of changes from now on, or can't be heard any more. */
  synchronized void heard(boolean now) {
    heard = now;
    forgetAll();
  }

  /** True while copies are kept. */
  public synchronized boolean isHeard() {
    return heard;
  }
}
