package dev.redstart.engine.spi;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;

/**
 * Hears of each write, in order, while its keys are still locked: a log, a backlog. Must only note
 * it, and be quick.
 */
@FunctionalInterface
public interface WriteListener {

  /** False where nothing need be noted now. Quick: asked for each change. */
  default boolean wanted() {
    return true;
  }

  /**
   * What one call, or one transaction, has written: to be replayed as a whole or not at all.
   *
   * @param group never empty
   */
  void written(List<Write> group);

  /** One command that repeats a change, in the database it was made in. */
  record Write(int database, List<Bytes> command) {}
}
