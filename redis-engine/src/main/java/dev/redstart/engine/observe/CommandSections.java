package dev.redstart.engine.observe;

import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Durations;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.exec.ErrorCounts;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.spi.Assembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What INFO tells of each command, and of errors. Any thread. */
final class CommandSections {

  private static final double NANOS_PER_MICRO = 1000;

  /** What the name of a field can't hold. */
  private static final Pattern UNFIT = Pattern.compile("[#:\n\r]");

  private final Assembly engine;
  private final Execution execution;
  private final Setting.Text percentiles;

  CommandSections(Assembly engine, Execution execution) {
    this.engine = engine;
    this.execution = execution;
    this.percentiles =
        engine
            .settings()
            .text("latency-tracking-info-percentiles", "50 99 99.9", DirectiveTexts::percentiles);
  }

  void install() {
    engine.info("commandstats", field -> forEach(command -> commandstat(command, field)));
    engine.info("errorstats", this::errorstats);
    engine.info("latencystats", this::latencystats);
  }

  /** Calls of all commands. */
  long calls() {
    long[] calls = {0};
    forEach(command -> calls[0] += command.calls());
    return calls[0];
  }

  /** Nanoseconds of all commands. */
  long nanos() {
    long[] nanos = {0};
    forEach(command -> nanos[0] += command.timings().nanos());
    return nanos[0];
  }

  void reset() {
    forEach(Command::resetCounters);
  }

  private void forEach(Consumer<Command> each) {
    for (Command command : engine.commands().all()) {
      each.accept(command);
      command.subcommands().forEach(each);
    }
  }

  private static void commandstat(Command command, BiConsumer<String, Object> field) {
    long calls = command.calls();
    if (calls + command.rejections() > 0) {
      double micros = command.timings().nanos() / NANOS_PER_MICRO;
      field.accept(
          "cmdstat_" + command.name(),
          String.format(
              Locale.ROOT,
              "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
              calls,
              (long) micros,
              calls == 0 ? 0 : micros / calls,
              command.rejections(),
              command.failures()));
    }
  }

  private void errorstats(BiConsumer<String, Object> field) {
    ErrorCounts errors = execution.errors();
    Map<String, Long> counts = errors.byCode();
    counts.forEach(
        (code, count) ->
            field.accept("errorstat_" + UNFIT.matcher(code).replaceAll("_"), "count=" + count));
  }

  private void latencystats(BiConsumer<String, Object> field) {
    List<Double> wanted = new ArrayList<>();
    for (String word : percentiles.get().split(" ", -1)) {
      if (!word.isEmpty()) {
        wanted.add(Double.parseDouble(word));
      }
    }
    forEach(
        command -> {
          Durations durations = command.timings().spread();
          if (durations != null) {
            field.accept("latency_percentiles_usec_" + command.name(), text(durations, wanted));
          }
        });
  }

  private static String text(Durations durations, List<Double> wanted) {
    List<String> parts = new ArrayList<>();
    for (double percentile : wanted) {
      parts.add(
          String.format(
              Locale.ROOT,
              "p%s=%.3f",
              DirectiveTexts.shortest(percentile),
              durations.percentile(percentile) / NANOS_PER_MICRO));
    }
    return String.join(",", parts);
  }
}
