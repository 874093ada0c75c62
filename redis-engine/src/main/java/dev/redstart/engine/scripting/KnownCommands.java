package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.scripting.lua.LuaString;
import org.jspecify.annotations.Nullable;

/**
 * Commands by the names that scripts have called them by, for who calls the same again and again.
 * Belongs to one world.
 */
final class KnownCommands {

  private static final int PLACES = 64;

  /** One of several with the same hash. */
  private final @Nullable Known[] places = new @Nullable Known[PLACES];

  /**
   * A command that has no subcommands.
   *
   * @param name as the script has it
   * @param word the same, as calls have it
   */
  record Known(LuaString name, Bytes word, Command command) {}

  /** The command that was called so before, null where it has to be looked up. */
  @Nullable Known find(Object name) {
    if (!(name instanceof LuaString text)) {
      return null;
    }
    Known known = places[place(text)];
    return known != null && known.name.equals(text) ? known : null;
  }

  void add(Object name, Bytes word, Command command) {
    if (name instanceof LuaString text) {
      places[place(text)] = new Known(text, word, command);
    }
  }

  private static int place(LuaString name) {
    return name.hashCode() & (PLACES - 1);
  }
}
