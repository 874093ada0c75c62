package dev.redstart.engine.observe;

import dev.redstart.engine.command.Argument;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What COMMAND DOCS tells of a command. */
final class CommandDocs {

  private static final String EMPTY_WORD = "\"\"";

  private final List<Reply> fields = new ArrayList<>();

  private CommandDocs() {}

  static Reply of(Command command) {
    CommandDocs docs = new CommandDocs();
    docs.text("summary", command.summary());
    docs.text("since", command.since());
    docs.text("group", command.group());
    docs.text("complexity", command.complexity().isEmpty() ? null : command.complexity());
    if (!command.subcommands().isEmpty()) {
      List<Reply> subcommands = new ArrayList<>();
      for (Command subcommand : command.subcommands()) {
        subcommands.add(Reply.bulk(subcommand.name()));
        subcommands.add(of(subcommand));
      }
      docs.field("subcommands", new Reply.Dict(subcommands));
    } else if (!command.arguments().isEmpty()) {
      docs.field("arguments", arguments(command.arguments()));
    }
    return new Reply.Dict(docs.fields);
  }

  private static Reply arguments(List<Argument> arguments) {
    List<Reply> items = new ArrayList<>(arguments.size());
    for (Argument argument : arguments) {
      items.add(of(argument));
    }
    return Reply.array(items);
  }

  private static Reply of(Argument argument) {
    CommandDocs docs = new CommandDocs();
    docs.text("name", argument.name());
    docs.text("type", argument.type());
    boolean leaf = argument.arguments().isEmpty();
    docs.text("display_text", leaf ? argument.name() : null);
    if (argument.keySpec() >= 0) {
      docs.field("key_spec_index", Reply.integer(argument.keySpec()));
    }
    // The word that stands for an empty argument is written as one.
    docs.text("token", EMPTY_WORD.equals(argument.token()) ? "" : argument.token());
    if (!argument.flags().isEmpty()) {
      List<Reply> flags = new ArrayList<>();
      argument.flags().forEach(flag -> flags.add(Reply.simple(flag)));
      docs.field("flags", new Reply.Distinct(flags));
    }
    if (!leaf) {
      docs.field("arguments", arguments(argument.arguments()));
    }
    return new Reply.Dict(docs.fields);
  }

  private void text(String name, @Nullable String text) {
    if (text != null) {
      field(name, Reply.bulk(text));
    }
  }

  private void field(String name, Reply value) {
    fields.add(Reply.bulk(name));
    fields.add(value);
  }
}
