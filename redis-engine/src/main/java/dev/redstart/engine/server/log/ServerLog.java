package dev.redstart.engine.server.log;

import dev.redstart.engine.time.Clock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The one log of the program: the standard output, or a file, which is opened for each line, so
 * that whoever moves it away gets a new one.
 */
public final class ServerLog {

  /** Lets SLF4J write to this log. To be called before the first logger is made. */
  public static void begin() {
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("slf4j.provider", LogProvider.class.getName());
  }

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final long PID = ProcessHandle.current().pid();
  private static final OutputStream STANDARD = new FileOutputStream(FileDescriptor.out);
  private static final int NOTHING = Integer.MAX_VALUE;

  private static volatile int threshold = Level.INFO.toInt();
  private static volatile String path = "";

  private ServerLog() {}

  /** Logs what is as important as {@code loglevel} says, or more. */
  public static void level(String loglevel) {
    threshold =
        switch (loglevel.toLowerCase(Locale.ROOT)) {
          case "debug" -> Level.TRACE.toInt();
          case "verbose" -> Level.DEBUG.toInt();
          case "warning" -> Level.WARN.toInt();
          case "nothing" -> NOTHING;
          default -> Level.INFO.toInt();
        };
  }

  /**
   * Writes to a file from now on, or to the standard output where the path is empty.
   *
   * @throws IOException where the file can't be written
   */
  public static void to(String newPath) throws IOException {
    if (!newPath.isEmpty()) {
      new FileOutputStream(newPath, true).close();
    }
    path = newPath;
  }

  static boolean logs(Level level) {
    return level.toInt() >= threshold;
  }

  /** Writes a line, and where there is one the trace of an error below it. */
  static void write(Level level, String message, @Nullable Throwable error) {
    StringBuilder line = new StringBuilder(96);
    line.append(PID).append(":M ");
    append(line, Clock.system().millis());
    line.append(' ').append(mark(level)).append(' ').append(message).append('\n');
    if (error != null) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    write(line.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static synchronized void write(byte[] line) {
    String file = path;
    try {
      if (file.isEmpty()) {
        STANDARD.write(line);
      } else {
        try (OutputStream out = new FileOutputStream(file, true)) {
          out.write(line);
        }
      }
    } catch (IOException e) {
      // There is nobody left to tell.
      return;
    }
  }

  private static char mark(Level level) {
    return switch (level) {
      case TRACE -> '.';
      case DEBUG -> '-';
      case INFO -> '*';
      case WARN, ERROR -> '#';
    };
  }

  /** As in 23 Nov 2026 07:28:57.012, by hand: formatters take their time to get ready. */
  private static void append(StringBuilder line, long millis) {
    ZonedDateTime now = Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
    two(line, now.getDayOfMonth()).append(' ').append(MONTHS.get(now.getMonthValue() - 1));
    line.append(' ').append(now.getYear()).append(' ');
    two(line, now.getHour()).append(':');
    two(line, now.getMinute()).append(':');
    two(line, now.getSecond()).append('.');
    two(line, (int) (millis % 1000 / 10)).append(millis % 10);
  }

  private static StringBuilder two(StringBuilder line, int number) {
    return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
