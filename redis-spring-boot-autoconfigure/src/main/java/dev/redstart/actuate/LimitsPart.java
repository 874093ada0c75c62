package dev.redstart.actuate;

import dev.redstart.ratelimit.LimitCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rate limits, with their settings and answers. */
public final class LimitsPart implements Part {

  private final LimitCounts counts;
  private final Map<String, ?> settings;

  /**
   * The limits that {@code counts} knows.
   *
   * @param settings all of them
   */
  public LimitsPart(LimitCounts counts, Map<String, ?> settings) {
    this.counts = counts;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public @Nullable Object show(Query query) {
    Map<String, Object> answers = new TreeMap<>();
    counts.all().forEach((limit, of) -> answers.put(limit, shown(of)));
    if (query.name() != null) {
      return answers.get(query.name());
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("answers", answers);
    shown.put("settings", settings);
    return shown;
  }

  private static Map<String, Long> shown(LimitCounts.Of of) {
    Map<String, Long> shown = new LinkedHashMap<>();
    shown.put("permitted", of.permitted());
    shown.put("denied", of.denied());
    shown.put("failed", of.failed());
    return shown;
  }
}
