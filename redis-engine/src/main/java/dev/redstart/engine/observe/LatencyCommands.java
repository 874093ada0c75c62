package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Durations;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.observe.LatencyEvents.Event;
import dev.redstart.engine.observe.LatencyEvents.Sample;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** LATENCY: what took long, and how the durations of calls are spread. */
final class LatencyCommands {

  private final LatencyEvents events;
  private final Setting.Whole threshold;
  private final CommandTable commands;

  LatencyCommands(LatencyEvents events, Setting.Whole threshold, CommandTable commands) {
    this.events = events;
    this.threshold = threshold;
    this.commands = commands;
  }

  void declare(Family family) {
    command(family, "LATENCY DOCTOR", call -> doctor(call.now() / 1000))
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
        .doc("2.8.13", "O(1)", "Reports in words what took long.");
    command(family, "LATENCY GRAPH event", this::graph)
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
        .doc("2.8.13", "O(1)", "Draws how long events of a kind took.");
    command(family, "LATENCY HISTOGRAM [command [command ...]]", this::histogram)
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
        .doc(
            "7.0.0",
            "O(N) where N is the number of commands with latency information being retrieved.",
            "Tells how the durations of calls are spread.");
    command(family, "LATENCY HISTORY event", this::history)
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
        .doc("2.8.13", "O(1)", "Tells when and how long events of a kind took.");
    command(family, "LATENCY LATEST", call -> latest())
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
        .doc("2.8.13", "O(1)", "Tells the last event of each kind.");
    command(family, "LATENCY RESET [event [event ...]]", this::reset)
        .tips("request_policy:all_nodes", "response_policy:agg_sum")
        .doc("2.8.13", "O(1)", "Forgets events.");
  }

  private static Declaration command(Family family, String line, Handler handler) {
    return family.control(line, handler).admin().noscript().anytime();
  }

  private Optional<Event> event(Bytes name) {
    String text = name.toString();
    return events.all().stream().filter(event -> event.name().equals(text)).findFirst();
  }

  private Reply history(Call call) {
    List<Reply> samples = new ArrayList<>();
    event(call.arg(2))
        .ifPresent(event -> event.samples().forEach(sample -> samples.add(reply(sample))));
    return Reply.array(samples);
  }

  private static Reply reply(Sample sample) {
    return Reply.array(Reply.integer(sample.second()), Reply.integer(sample.millis()));
  }

  private Reply latest() {
    List<Reply> all = new ArrayList<>();
    for (Event event : events.all()) {
      all.add(
          Reply.array(
              Reply.bulk(event.name()),
              Reply.integer(event.latest().second()),
              Reply.integer(event.latest().millis()),
              Reply.integer(event.highest())));
    }
    return Reply.array(all);
  }

  private Reply reset(Call call) {
    if (call.argc() == 2) {
      return Reply.integer(events.forgetAll());
    }
    int forgotten = 0;
    for (int i = 2; i < call.argc(); i++) {
      forgotten += events.forget(call.arg(i).toString()) ? 1 : 0;
    }
    return Reply.integer(forgotten);
  }

  private Reply graph(Call call) {
    Event event =
        event(call.arg(2))
            .orElseThrow(
                () -> Errors.quoting("ERR No samples available for event '", call.arg(2), "'"));
    return text(LatencyGraph.draw(event, call.now() / 1000));
  }

  private Reply doctor(long now) {
    return text(LatencyReport.of(events.all(), threshold.get(), now));
  }

  private static Reply text(String text) {
    return new Reply.Verbatim("txt", Bytes.of(text));
  }

  // ---- histograms

  private Reply histogram(Call call) {
    List<Reply> flat = new ArrayList<>();
    if (call.argc() == 2) {
      commands.all().forEach(command -> describe(command, flat));
    }
    for (int i = 2; i < call.argc(); i++) {
      Command command = commands.find(call.arg(i).toString());
      if (command != null) {
        describe(command, flat);
      }
    }
    return new Reply.Dict(flat);
  }

  /** A container speaks for its subcommands. */
  private static void describe(Command command, List<Reply> flat) {
    Durations durations = command.timings().spread();
    if (durations != null) {
      flat.add(Reply.bulk(command.name()));
      flat.add(describe(durations));
    }
    command.subcommands().forEach(subcommand -> describe(subcommand, flat));
  }

  private static Reply describe(Durations durations) {
    List<Reply> steps = new ArrayList<>();
    durations
        .cumulative()
        .forEach(
            (micros, count) -> {
              steps.add(Reply.integer(micros));
              steps.add(Reply.integer(count));
            });
    return new Reply.Dict(
        List.of(
            Reply.bulk("calls"),
            Reply.integer(durations.count()),
            Reply.bulk("histogram_usec"),
            new Reply.Dict(steps)));
  }
}
