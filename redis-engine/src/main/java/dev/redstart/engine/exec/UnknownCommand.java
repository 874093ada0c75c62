package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The errors of calls that name no command. */
final class UnknownCommand {

  private static final int LONGEST = 128;
  private static final Bytes QUOTE = Bytes.of("'");
  private static final Bytes QUOTE_AND_BLANK = Bytes.of("' ");

  private UnknownCommand() {}

  static Reply.Failure of(Bytes[] args) {
    List<Bytes> parts = new ArrayList<>();
    parts.add(Bytes.of("ERR unknown command '"));
    parts.add(Errors.shown(args[0], LONGEST));
    parts.add(Bytes.of("', with args beginning with: "));
    int length = 0;
    for (int i = 1; i < args.length && length < LONGEST; i++) {
      Bytes shown = Errors.shown(args[i], LONGEST - length);
      parts.add(Bytes.join(QUOTE, shown, QUOTE_AND_BLANK));
      length += shown.length() + 3;
    }
    return new Reply.Failure(Bytes.join(parts.toArray(Bytes[]::new)));
  }

  static Reply.Failure subcommand(Command container, Bytes word) {
    return new Reply.Failure(
        Bytes.join(
            Bytes.of("ERR unknown subcommand '"),
            Errors.shown(word, LONGEST),
            Bytes.of("'. Try " + container.name().toUpperCase(Locale.ROOT) + " HELP.")));
  }
}
