package dev.redstart.engine.observe;

import dev.redstart.engine.observe.LatencyEvents.Event;
import dev.redstart.engine.observe.LatencyEvents.Sample;
import java.util.List;
import java.util.Locale;

/** What LATENCY DOCTOR says. */
final class LatencyReport {

  private LatencyReport() {}

  static String of(List<Event> events, long threshold, long now) {
    if (events.isEmpty() && threshold == 0) {
      return "Latency monitoring is off. CONFIG SET latency-monitor-threshold <milliseconds> turns"
          + " it on.\n";
    }
    if (events.isEmpty()) {
      return "Nothing has taken " + threshold + " milliseconds or longer.\n";
    }
    StringBuilder text = new StringBuilder("These kinds of events took long:\n\n");
    int number = 1;
    for (Event event : events) {
      text.append(number++).append(". ").append(describe(event, now)).append('\n');
    }
    text.append('\n').append(advice(events));
    return text.toString();
  }

  private static String describe(Event event, long now) {
    List<Sample> samples = event.samples();
    double mean = samples.stream().mapToLong(Sample::millis).average().orElse(0);
    long span = Math.max(0, now - samples.get(0).second());
    return String.format(
        Locale.ROOT,
        "%s: %d spikes in %d seconds, %.0f ms on average, the worst %d ms.",
        event.name(),
        samples.size(),
        span,
        mean,
        event.highest());
  }

  private static String advice(List<Event> events) {
    boolean fast = events.stream().anyMatch(event -> event.name().equals("fast-command"));
    return "SLOWLOG GET shows which calls were slow; commands that walk over whole keys or databases"
        + " are the usual cause.\n"
        + (fast
            ? "Commands that do next to nothing were slow, too: look at the garbage collector's log,"
                + " and at what else the machine does.\n"
            : "");
  }
}
