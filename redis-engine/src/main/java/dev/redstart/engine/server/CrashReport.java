package dev.redstart.engine.server;

import dev.redstart.engine.command.Setting;
import dev.redstart.engine.spi.Versions;
import java.util.Comparator;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what each thread is doing: because the process ends at once, or because a signal
 * asks for it. The lines that stand around it are those by which programs find a report in the log
 * of a Redis server.
 */
final class CrashReport {

  private static final Logger LOG = LoggerFactory.getLogger(CrashReport.class);

  /** What a shell answers for a process that ended so. */
  private static final int ABORTED = 134;

  private final Setting.Switch enabled;
  private final IntConsumer end;

  /**
   * @param enabled whether an end is reported, other than by one line
   * @param end ends the process with a status, and saves nothing
   */
  CrashReport(Setting.Switch enabled, IntConsumer end) {
    this.enabled = enabled;
    this.end = end;
  }

  /** Tells what all threads do, and goes on. */
  void onAlarm() {
    LOG.warn("Received SIGALRM");
    if (LOG.isWarnEnabled()) {
      LOG.warn("{}", threads());
    }
  }

  /** The process was told to abort itself. */
  void onAbort() {
    crash("crashed by signal: SIGABRT");
  }

  /** Ends the process, which {@code why} has happened to. */
  void crash(String why) {
    try {
      LOG.error("Redis {} {}", Versions.REDIS, why);
      if (enabled.get()) {
        LOG.error("=== REDIS BUG REPORT START: Redstart {} ===", Versions.REDSTART);
        LOG.error("{}", threads());
        LOG.error("=== REDIS BUG REPORT END ===");
      }
    } finally {
      end.accept(ABORTED);
    }
  }

  private static String threads() {
    StringBuilder text = new StringBuilder("------ STACK TRACE ------\n");
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
        .forEach(entry -> append(text, entry));
    return text.append("------ STACK TRACE DONE ------").toString();
  }

  private static void append(StringBuilder text, Map.Entry<Thread, StackTraceElement[]> thread) {
    Thread.State state = thread.getKey().getState();
    text.append('"').append(thread.getKey().getName()).append("\" ").append(state).append('\n');
    for (StackTraceElement frame : thread.getValue()) {
      text.append("    at ").append(frame).append('\n');
    }
  }
}
