package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one client has subscribed to, oldest first. Any thread: it may be gone on another one. */
final class Subscriptions {

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

  private Set<Bytes> names(Kind kind) {
    return names.getOrDefault(kind, Set.of());
  }
}
