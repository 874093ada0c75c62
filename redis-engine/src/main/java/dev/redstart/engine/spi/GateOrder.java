package dev.redstart.engine.spi;

/** Where a gate stands in the row, so that refusals come in Redis' order. */
public enum GateOrder {
  AUTHENTICATION,
  PERMISSION,
  ROUTING,
  MEMORY,
  REPLICA,
  SUBSCRIBED,
  LOADING,
  PAUSE,
  TRANSACTION
}
