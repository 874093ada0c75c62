package dev.redstart.engine.spi;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import java.util.List;

/**
 * The libraries of functions, as who saves and loads data sees them. The locks of all shards are
 * held.
 */
public interface Libraries {

  /** None at all, and none can be added. */
  Libraries NONE =
      new Libraries() {
        @Override
        public List<Bytes> codes() {
          return List.of();
        }

        @Override
        public void clear() {}

        @Override
        public void add(Bytes code, boolean replace) {}
      };

  /** The text of each. */
  List<Bytes> codes();

  /** Removes all. */
  void clear();

  /**
   * Adds one.
   *
   * @param replace where one of its name is there already
   * @throws CommandException where it can't be added
   */
  void add(Bytes code, boolean replace);
}
