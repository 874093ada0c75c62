package dev.redstart.engine.observe;

import dev.redstart.engine.observe.LatencyEvents.Event;
import dev.redstart.engine.observe.LatencyEvents.Sample;
import java.util.List;

/** Draws the samples of one kind of event, a column for each, the newest to the right. */
final class LatencyGraph {

  private static final int ROWS = 4;
  private static final int WIDTH = 80;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;

  private LatencyGraph() {}

  static String draw(Event event, long now) {
    List<Sample> all = event.samples();
    List<Sample> samples = all.subList(Math.max(0, all.size() - WIDTH), all.size());
    long high = samples.stream().mapToLong(Sample::millis).max().orElse(0);
    long low = samples.stream().mapToLong(Sample::millis).min().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(event.name()).append(" - high ").append(high).append(" ms, low ").append(low);
    text.append(" ms (all time high ").append(event.highest()).append(" ms)\n");
    text.append("-".repeat(WIDTH)).append('\n');
    for (int row = ROWS - 1; row >= 0; row--) {
      for (Sample sample : samples) {
        text.append(cell(height(sample.millis(), low, high), row));
      }
      text.append('\n');
    }
    text.append('\n');
    ages(samples, now, text);
    return text.toString();
  }

  /** In half rows, at least one. */
  private static int height(long millis, long low, long high) {
    int most = 2 * ROWS;
    return high == low ? 1 : 1 + (int) ((millis - low) * (most - 1) / (high - low));
  }

  private static char cell(int height, int row) {
    int here = height - 2 * row;
    return here <= 0 ? ' ' : here == 1 ? '_' : '#';
  }

  /** How long ago each sample was, written downwards. */
  private static void ages(List<Sample> samples, long now, StringBuilder text) {
    List<String> ages =
        samples.stream().map(sample -> age(Math.max(0, now - sample.second()))).toList();
    int longest = ages.stream().mapToInt(String::length).max().orElse(0);
    for (int line = 0; line < longest; line++) {
      for (String age : ages) {
        text.append(line < age.length() ? age.charAt(line) : ' ');
      }
      text.append('\n');
    }
  }

  private static String age(long seconds) {
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + "m";
    }
    return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
  }
}
