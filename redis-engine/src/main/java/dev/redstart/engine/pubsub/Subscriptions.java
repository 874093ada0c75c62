package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Hearing;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one client has subscribed to, oldest first. Any thread: it may be gone on another one. */
final class Subscriptions implements Hearing {

  /** About what is kept for a subscription, besides the bytes of its name. */
  private static final long PER_CHANNEL = 340;

  /** A pattern is kept ready to be matched. */
  private static final long PER_PATTERN = 490;

  private final Map<Kind, Set<Bytes>> names = new EnumMap<>(Kind.class);
  private long bytes;

  synchronized boolean add(Kind kind, Bytes name) {
    boolean added = names.computeIfAbsent(kind, k -> new LinkedHashSet<>()).add(name);
    bytes += added ? size(kind, name) : 0;
    return added;
  }

  synchronized boolean remove(Kind kind, Bytes name) {
    boolean removed = names.containsKey(kind) && names(kind).remove(name);
    bytes -= removed ? size(kind, name) : 0;
    return removed;
  }

  /** About what is kept for all of them. */
  synchronized long bytes() {
    return bytes;
  }

  private static long size(Kind kind, Bytes name) {
    return (kind == Kind.PATTERN ? PER_PATTERN : PER_CHANNEL) + name.length();
  }

  synchronized List<Bytes> all(Kind kind) {
    return List.copyOf(names(kind));
  }

  synchronized int count(Kind kind) {
    return names(kind).size();
  }

  @Override
  public List<Bytes> channels() {
    return Stream.of(Kind.CHANNEL, Kind.SHARD_CHANNEL).flatMap(kind -> all(kind).stream()).toList();
  }

  @Override
  public List<Bytes> patterns() {
    return all(Kind.PATTERN);
  }

  private Set<Bytes> names(Kind kind) {
    return names.getOrDefault(kind, Set.of());
  }
}
