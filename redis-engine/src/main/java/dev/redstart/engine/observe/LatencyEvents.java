package dev.redstart.engine.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last spikes of each kind of event, at most one a second. Any thread. */
final class LatencyEvents {

  private static final int MOST_SAMPLES = 160;

  private final Map<String, Series> byName = new LinkedHashMap<>();

  /** The worst of one second. */
  record Sample(long second, long millis) {}

  /** A kind of event as it is now: its samples, the oldest first; never none. */
  record Event(String name, List<Sample> samples, long highest) {

    Sample latest() {
      return samples.get(samples.size() - 1);
    }
  }

  private static final class Series {
    final Deque<Sample> samples = new ArrayDeque<>();
    long highest;
  }

  synchronized void add(String name, long second, long millis) {
    Series series = byName.computeIfAbsent(name, n -> new Series());
    series.highest = Math.max(series.highest, millis);
    Sample last = series.samples.peekLast();
    long worst = millis;
    if (last != null && last.second() == second) {
      worst = Math.max(millis, last.millis());
      series.samples.removeLast();
    }
    series.samples.addLast(new Sample(second, worst));
    if (series.samples.size() > MOST_SAMPLES) {
      series.samples.removeFirst();
    }
  }

  synchronized List<Event> all() {
    List<Event> events = new ArrayList<>();
    byName.forEach(
        (name, series) -> events.add(new Event(name, List.copyOf(series.samples), series.highest)));
    return events;
  }

  /** Forgets one kind; false where there is none. */
  synchronized boolean forget(String name) {
    return byName.remove(name) != null;
  }

  /** Forgets all kinds; their number. */
  synchronized int forgetAll() {
    int count = byName.size();
    byName.clear();
    return count;
  }
}
