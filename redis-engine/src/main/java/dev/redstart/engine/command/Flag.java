package dev.redstart.engine.command;

import java.util.Locale;

/** What COMMAND INFO says of a command, named as it names them. */
public enum Flag {
  WRITE,
  READONLY,
  DENYOOM,
  ADMIN,
  PUBSUB,
  NOSCRIPT,
  BLOCKING,
  LOADING,
  STALE,
  SKIP_MONITOR,
  SKIP_SLOWLOG,
  ASKING,
  FAST,
  NO_AUTH,
  MAY_REPLICATE,
  NO_MANDATORY_KEYS,
  MOVABLEKEYS,
  NO_ASYNC_LOADING,
  NO_MULTI,
  ALLOW_BUSY;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name that COMMAND INFO uses. */
  public String text() {
    return text;
  }
}
