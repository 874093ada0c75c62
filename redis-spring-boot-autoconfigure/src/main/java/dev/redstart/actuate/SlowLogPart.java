package dev.redstart.actuate;

import dev.redstart.remote.RawCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** The last calls that were slow; they can be forgotten. */
final class SlowLogPart implements Part {

  private static final int USUAL = 32;
  private static final int MOST = 1000;

  /**
   * A slow call.
   *
   * @param id a number of its own
   * @param time when it was
   * @param micros how long it took
   * @param command its name, and its arguments where they may be shown
   * @param arguments how many arguments it had, so far as the log has them
   * @param client who called
   * @param clientName how the client calls itself
   */
  record Slow(
      long id,
      Instant time,
      long micros,
      List<String> command,
      int arguments,
      @Nullable String client,
      @Nullable String clientName) {}

  @Override
  public String name() {
    return "slowlog";
  }

  @Override
  public Object show(Query query) {
    int count = query.count() > 0 ? Math.min(query.count(), MOST) : USUAL;
    Object answer =
        query
            .redis()
            .<@Nullable Object>ask(
                connection -> RawCall.on(connection, "SLOWLOG", "GET", String.valueOf(count)));
    List<Slow> calls = new ArrayList<>();
    if (answer instanceof List<?> all) {
      for (Object item : all) {
        if (item instanceof List<?> fields && fields.size() >= 4) {
          calls.add(slow(fields, query.values()));
        }
      }
    }
    return Map.of("calls", calls);
  }

  @Override
  public Object remove(Query query) {
    query.redis().ask(SlowLogPart::reset);
    return Map.of("slowlog", "forgotten");
  }

  private static boolean reset(RedisConnection connection) {
    return RawCall.on(connection, "SLOWLOG", "RESET") != null;
  }

  private static Slow slow(List<?> fields, boolean values) {
    List<String> words = new ArrayList<>();
    if (fields.get(3) instanceof List<?> args) {
      args.forEach(arg -> words.add(RawCall.text(arg)));
    }
    return new Slow(
        number(fields.get(0)),
        Instant.ofEpochSecond(number(fields.get(1))),
        number(fields.get(2)),
        values || words.isEmpty() ? words : words.subList(0, 1),
        Math.max(0, words.size() - 1),
        fields.size() > 4 ? RawCall.text(fields.get(4)) : null,
        fields.size() > 5 ? RawCall.text(fields.get(5)) : null);
  }

  private static long number(@Nullable Object field) {
    return field instanceof Number number ? number.longValue() : 0;
  }
}
