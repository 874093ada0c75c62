package dev.redstart.engine.command;

import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What HELP answers for a command that has subcommands: their lines and summaries. */
final class ContainerHelp {

  private ContainerHelp() {}

  static Reply reply(Command container) {
    String word = container.name().toUpperCase(Locale.ROOT);
    List<Reply> lines = new ArrayList<>();
    lines.add(Reply.simple(word + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
    for (Command subcommand : container.subcommands()) {
      lines.add(Reply.simple(subcommand.syntaxLine().substring(word.length() + 1)));
      lines.add(Reply.simple("    " + subcommand.summary()));
    }
    return Reply.array(lines);
  }
}
