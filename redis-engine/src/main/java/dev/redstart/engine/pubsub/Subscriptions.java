package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one client has subscribed to, oldest first. Any thread: it may be gone on another one. */
final class Subscriptions {

  private final Set<Bytes> channels = new LinkedHashSet<>();
  private final Set<Bytes> patterns = new LinkedHashSet<>();

  synchronized boolean add(Kind kind, Bytes name) {
    return names(kind).add(name);
  }

  synchronized boolean remove(Kind kind, Bytes name) {
    return names(kind).remove(name);
  }

  synchronized List<Bytes> all(Kind kind) {
    return List.copyOf(names(kind));
  }

  synchronized int count(Kind kind) {
    return names(kind).size();
  }

  private Set<Bytes> names(Kind kind) {
    return kind == Kind.CHANNEL ? channels : patterns;
  }
}
