package dev.redstart.engine.spi;

/** Knows how to end the engine when its process is told to end. May be called from any thread. */
public interface Ending {

  /** There is nothing to be done before the end. */
  Ending NONE =
      new Ending() {
        @Override
        public boolean soon(String directive) {
          return false;
        }

        @Override
        public void giveUp() {
          // Nothing was begun.
        }
      };

  /**
   * Ends the engine at the next occasion, unless SHUTDOWN ABORT comes before or something can't be
   * saved.
   *
   * @param directive the one that says how: {@code shutdown-on-sigterm}, {@code shutdown-on-sigint}
   * @return false where an end is under way already
   */
  boolean soon(String directive);

  /** Takes away what was begun, and will not be finished since the process ends at once. */
  void giveUp();
}
