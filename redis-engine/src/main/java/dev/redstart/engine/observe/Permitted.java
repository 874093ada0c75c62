package dev.redstart.engine.observe;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;

/**
 * Who may do what could be turned against the machine: nobody, everybody, or callers on this
 * machine, as one of the directives enable-... says.
 */
final class Permitted {

  private final Settings settings;
  private final String directive;

  Permitted(Settings settings, String directive) {
    this.settings = settings;
    this.directive = directive;
  }

  /** True where {@code client} may. */
  boolean allows(Client client) {
    Setting who = settings.find(directive);
    String text = who == null ? "no" : who.text();
    return text.equals("yes") || (text.equals("local") && isLocal(client.address()));
  }

  /** An error where {@code client} may not call {@code command}. */
  void check(Client client, String command) {
    if (!allows(client)) {
      throw new CommandException(
          "ERR "
              + command
              + " command not allowed. If the "
              + directive
              + " option is set to \"local\", you can run it from a local connection, otherwise you"
              + " need to set this option in the configuration file, and then restart the server.");
    }
  }

  /** In this process, on the loopback device, or through a file. */
  private static boolean isLocal(String address) {
    return address.isEmpty()
        || address.startsWith("127.")
        || address.startsWith("[::1]")
        || address.startsWith("[0:0:0:0:0:0:0:1]")
        || address.startsWith("/");
  }
}
