package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** What a job shows of its failures. */
final class FailureText {

  private static final int LONGEST = 20_000;

  private FailureText() {}

  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getName() : message;
  }

  /** The stack traces of all failures, the latest at the end, as JSON. */
  static String stacks(Job job, Throwable failure) {
    List<String> traces = new ArrayList<>(job.stackTraces());
    traces.add(trace(failure));
    Integer limit = job.options().stackTraceLimit();
    int first = limit == null ? 0 : Math.max(traces.size() - limit, 0);
    return job.queue().json(traces.subList(first, traces.size()));
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    String trace = text.toString();
    return trace.length() <= LONGEST ? trace : trace.substring(0, LONGEST);
  }
}
