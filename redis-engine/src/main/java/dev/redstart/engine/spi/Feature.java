package dev.redstart.engine.spi;

/** A part of the engine that the core can do without: pub/sub, a log, replication, scripting. */
@FunctionalInterface
public interface Feature extends AutoCloseable {

  /**
   * Adds this feature's commands, gates, listeners and settings. Called once, before the engine
   * starts.
   */
  void install(Assembly engine);

  /**
   * Called once when everything is declared, before anything starts: a port opens, and refuses all
   * while data are loaded.
   */
  default void open() {}

  /**
   * Called once when the whole engine is ready to execute: data are loaded, ports let callers in.
   */
  default void start() {}

  /** Called once when the engine closes, in reverse order of installation. */
  @Override
  default void close() {}
}
