package dev.redstart.data;

import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which command of one engine each {@link Verb} is, looked up once. */
final class VerbTable {

  private final Map<Verb, Command> commands = new EnumMap<>(Verb.class);

  VerbTable(CommandTable table) {
    for (Verb verb : Verb.values()) {
      Command command = table.find(verb.commandName());
      if (command != null) {
        commands.put(verb, command);
      }
    }
  }

  /**
   * Null where the engine doesn't have it: then the call goes by name, and Redis' error comes back.
   */
  @Nullable Command command(Verb verb) {
    return commands.get(verb);
  }
}
