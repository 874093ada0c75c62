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

  private final Map<Kind, Set<Bytes>> names = new EnumMap<>(Kind.class);

  synchronized boolean add(Kind kind, Bytes name) {
    return names.computeIfAbsent(kind, k -> new LinkedHashSet<>()).add(name);
  }

  synchronized boolean remove(Kind kind, Bytes name) {
    return names.containsKey(kind) && names(kind).remove(name);
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
