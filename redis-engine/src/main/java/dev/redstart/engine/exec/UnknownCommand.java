package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import java.util.Locale;

/** The errors of calls that name no command. */
final class UnknownCommand {

  private static final int LONGEST = 128;

  private UnknownCommand() {}

  static String message(Bytes[] args) {
    StringBuilder beginning = new StringBuilder();
    for (int i = 1; i < args.length && beginning.length() < LONGEST; i++) {
      beginning.append('\'').append(cut(args[i], LONGEST - beginning.length())).append("' ");
    }
    return "ERR unknown command '"
        + cut(args[0], LONGEST)
        + "', with args beginning with: "
        + beginning;
  }

  static String subcommand(Command container, Bytes word) {
    return "ERR unknown subcommand '"
        + cut(word, LONGEST)
        + "'. Try "
        + container.name().toUpperCase(Locale.ROOT)
        + " HELP.";
  }

  private static String cut(Bytes text, int longest) {
    String whole = text.slice(0, Math.min(text.length(), longest)).toString();
    return whole.replace('\r', ' ').replace('\n', ' ');
  }
}
