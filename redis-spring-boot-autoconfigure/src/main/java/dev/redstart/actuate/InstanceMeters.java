package dev.redstart.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one Redis in one registry. Commands, databases and roles get theirs when they are
 * first told of. While Redis doesn't answer, gauges are not a number and counters stay.
 */
final class InstanceMeters {

  private static final String COMMAND = "cmdstat_";
  private static final String PERCENTILES = "latency_percentiles_usec_";
  private static final double MICROS = 1e6;

  private final Reading reading;
  private final MeterRegistry registry;
  private final Tags tags;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerInfo looked;

  InstanceMeters(Reading reading, MeterRegistry registry) {
    this.reading = reading;
    this.registry = registry;
    this.tags = Tags.of("name", reading.redis().name());
  }

  void bind() {
    Gauge.builder("redis.up", this, it -> it.current() == null ? 0 : 1)
        .description("1 while Redis answers")
        .tags(tags)
        .strongReference(true)
        .register(registry);
    for (Figure figure : Figure.all()) {
      if (figure.counts()) {
        counter(figure.name(), figure.unit(), figure.description(), tags, figure.value());
      } else {
        gauge(figure.name(), figure.unit(), figure.description(), tags, figure.value());
      }
    }
    database("db0");
  }

  private @Nullable ServerInfo current() {
    ServerInfo info = reading.current();
    if (info != null && info != looked) {
      looked = info;
      info.namesAfter(COMMAND).forEach(command -> once(COMMAND + command, this::command));
      info.namesAfter(PERCENTILES).forEach(command -> percentiles(info, command));
      info.namesAfter("db").stream()
          .filter(index -> index.chars().allMatch(Character::isDigit))
          .forEach(index -> database("db" + index));
      once(info.text("role") + ' ' + info.text("redis_version"), role -> role(info));
    }
    return info;
  }

  private void command(String field) {
    Tags of = tags.and("cmd", field.substring(COMMAND.length()));
    counter("redis.commands", null, "Calls", of, info -> info.number(field, "calls"));
    counter(
        "redis.commands.duration",
        "seconds",
        "Time that calls took, waiting excluded",
        of,
        info -> info.number(field, "usec") / MICROS);
    counter(
        "redis.commands.failed.calls",
        null,
        "Calls that ended in an error",
        of,
        info -> info.number(field, "failed_calls"));
    counter(
        "redis.commands.rejected.calls",
        null,
        "Calls that were refused before they began",
        of,
        info -> info.number(field, "rejected_calls"));
  }

  private void percentiles(ServerInfo info, String command) {
    String field = PERCENTILES + command;
    for (String part : info.parts(field)) {
      once(
          field + ' ' + part,
          id ->
              gauge(
                  "redis.latency.percentiles",
                  "usec",
                  "Within how many microseconds so many percent of the calls were done",
                  tags.and("cmd", command, "quantile", part.substring(1)),
                  it -> it.highest(field, part)));
    }
  }

  private void database(String name) {
    once(
        name,
        id -> {
          Tags of = tags.and("db", name);
          gauge("redis.db.keys", null, "Keys", of, info -> orNone(info.number(name, "keys")));
          gauge(
              "redis.db.keys.expiring",
              null,
              "Keys that have a time to live",
              of,
              info -> orNone(info.number(name, "expires")));
        });
  }

  private void role(ServerInfo info) {
    String role = info.text("role");
    String version = info.text("redis_version");
    gauge(
        "redis.instance.info",
        null,
        "1 for what it is",
        tags.and("role", role, "redis_version", version),
        it -> it.text("role").equals(role) && it.text("redis_version").equals(version) ? 1 : 0);
  }

  private void once(String id, Consumer<String> register) {
    if (known.add(id)) {
      register.accept(id);
    }
  }

  private void gauge(
      String name,
      @Nullable String unit,
      String description,
      Tags of,
      ToDoubleFunction<ServerInfo> value) {
    Gauge.builder(
            name,
            this,
            it -> {
              ServerInfo info = it.current();
              return info == null ? Double.NaN : value.applyAsDouble(info);
            })
        .baseUnit(unit)
        .description(description)
        .tags(of)
        .strongReference(true)
        .register(registry);
  }

  private void counter(
      String name,
      @Nullable String unit,
      String description,
      Tags of,
      ToDoubleFunction<ServerInfo> value) {
    double[] last = {0};
    FunctionCounter.builder(
            name,
            this,
            it -> {
              ServerInfo info = it.current();
              double now = info == null ? Double.NaN : value.applyAsDouble(info);
              last[0] = Double.isNaN(now) ? last[0] : now;
              return last[0];
            })
        .baseUnit(unit)
        .description(description)
        .tags(of)
        .register(registry);
  }

  /** A database without keys is not told of. */
  private static double orNone(double number) {
    return Double.isNaN(number) ? 0 : number;
  }
}
