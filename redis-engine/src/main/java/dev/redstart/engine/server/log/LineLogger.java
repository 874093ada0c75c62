package dev.redstart.engine.server.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger whose name is not shown. Libraries are heard from warnings on. */
final class LineLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;
  private static final String OURS = "dev.redstart.";

  private final boolean ours;

  LineLogger(String name) {
    this.name = name;
    this.ours = name.startsWith(OURS);
  }

  private boolean logs(Level level) {
    return (ours || level.toInt() >= Level.WARN.toInt()) && ServerLog.logs(level);
  }

  @Override
  public boolean isTraceEnabled() {
    return logs(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return logs(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return logs(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return logs(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return logs(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable error) {
    ServerLog.write(level, MessageFormatter.basicArrayFormat(message, arguments), error);
  }
}
