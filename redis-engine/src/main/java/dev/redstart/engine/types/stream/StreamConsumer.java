package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A consumer of a group, and what it has not acknowledged. Guarded as its stream. */
public final class StreamConsumer {

  /** As an active time: it was never given anything. */
  public static final long NEVER_ACTIVE = -1;

  private final Bytes name;
  private final NavigableMap<StreamId, Pending> pending = new TreeMap<>();
  private long seenTime;
  private long activeTime;

  StreamConsumer(Bytes name, long seenTime, long activeTime) {
    this.name = name;
    this.seenTime = seenTime;
    this.activeTime = activeTime;
  }

  public Bytes name() {
    return name;
  }

  /** When it last asked for something, in milliseconds since 1970. */
  public long seenTime() {
    return seenTime;
  }

  /** When it last got something, in milliseconds since 1970, or {@link #NEVER_ACTIVE}. */
  public long activeTime() {
    return activeTime;
  }

  /** What it was given and has not acknowledged, in order. */
  public Collection<Pending> pending() {
    return Collections.unmodifiableCollection(pending.values());
  }

  /** As {@link #pending()}, to look things up. */
  NavigableMap<StreamId, Pending> pendingById() {
    return pending;
  }

  void seen(long now) {
    seenTime = now;
  }

  void active(long now) {
    activeTime = now;
  }

  void add(Pending entry) {
    pending.put(entry.id(), entry);
  }

  void forget(StreamId id) {
    pending.remove(id);
  }
}
