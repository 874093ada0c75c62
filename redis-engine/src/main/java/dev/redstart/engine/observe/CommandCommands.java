package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Glob;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.KeySpec;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** COMMAND: what can be called, and where its keys are. */
final class CommandCommands {

  private final CommandTable table;

  private CommandCommands(CommandTable table) {
    this.table = table;
  }

  static void declare(Family family, CommandTable table) {
    CommandCommands commands = new CommandCommands(table);
    commands.declareLists(family);
    commands.declareKeys(family);
  }

  private void declareLists(Family family) {
    command(family, "COMMAND", call -> info(new ArrayList<>(table.all())))
        .arity(-1)
        .tips("nondeterministic_output_order")
        .doc(
            "2.8.13",
            "O(N) where N is the total number of Redis commands",
            "Tells of all commands.");
    command(family, "COMMAND COUNT", call -> Reply.integer(table.all().size()))
        .doc("2.8.13", "O(1)", "Counts the commands.");
    command(family, "COMMAND INFO [command-name [command-name ...]]", this::infos)
        .tips("nondeterministic_output_order")
        .doc(
            "2.8.13",
            "O(N) where N is the number of commands to look up",
            "Tells of the commands that are named.");
    command(family, "COMMAND DOCS [command-name [command-name ...]]", this::docs)
        .tips("nondeterministic_output_order")
        .doc(
            "7.0.0",
            "O(N) where N is the number of commands to look up",
            "Tells for people what commands do.");
    command(
            family,
            "COMMAND LIST [FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]",
            this::list)
        .tips("nondeterministic_output_order")
        .doc(
            "7.0.0",
            "O(N) where N is the total number of Redis commands",
            "Names the commands, all or some.");
  }

  private void declareKeys(Family family) {
    command(family, "COMMAND GETKEYS command [arg [arg ...]]", call -> keys(call, false))
        .doc(
            "2.8.13",
            "O(N) where N is the number of arguments to the command",
            "Finds the keys of a call.");
    command(family, "COMMAND GETKEYSANDFLAGS command [arg [arg ...]]", call -> keys(call, true))
        .doc(
            "7.0.0",
            "O(N) where N is the number of arguments to the command",
            "Finds the keys of a call, and what it does with each.");
  }

  private static Declaration command(Family family, String line, Handler handler) {
    return family.control(line, handler).anytime();
  }

  private static Reply info(List<@Nullable Command> commands) {
    List<Reply> items = new ArrayList<>(commands.size());
    for (Command command : commands) {
      items.add(command == null ? Reply.nil() : CommandInfo.of(command));
    }
    return Reply.array(items);
  }

  private Reply infos(Call call) {
    if (call.argc() == 2) {
      return info(new ArrayList<>(table.all()));
    }
    List<@Nullable Command> commands = new ArrayList<>();
    for (int i = 2; i < call.argc(); i++) {
      commands.add(table.find(call.arg(i).toString()));
    }
    return info(commands);
  }

  private Reply docs(Call call) {
    List<Command> commands = new ArrayList<>();
    if (call.argc() == 2) {
      commands.addAll(table.all());
    }
    for (int i = 2; i < call.argc(); i++) {
      Command command = table.find(call.arg(i).toString());
      if (command != null) {
        commands.add(command);
      }
    }
    List<Reply> flat = new ArrayList<>(2 * commands.size());
    for (Command command : commands) {
      flat.add(Reply.bulk(command.name()));
      flat.add(CommandDocs.of(command));
    }
    return new Reply.Dict(flat);
  }

  private Reply list(Call call) {
    Predicate<Command> wanted = filter(call);
    List<Reply> names = new ArrayList<>();
    for (Command command : table.all()) {
      name(command, wanted, names);
      command.subcommands().forEach(subcommand -> name(subcommand, wanted, names));
    }
    return Reply.array(names);
  }

  private static void name(Command command, Predicate<Command> wanted, List<Reply> names) {
    if (wanted.test(command)) {
      names.add(Reply.bulk(command.name()));
    }
  }

  private static Predicate<Command> filter(Call call) {
    if (call.argc() == 2) {
      return command -> true;
    }
    Args options = call.options(2);
    if (call.argc() != 5 || !options.word("FILTERBY")) {
      throw Errors.syntax();
    }
    if (options.word("MODULE")) {
      return command -> false;
    }
    if (options.word("ACLCAT")) {
      String category = options.next().toString().toLowerCase(Locale.ROOT);
      return command -> command.categories().contains(category);
    }
    if (options.word("PATTERN")) {
      Glob pattern = Glob.ignoringCase(options.next());
      return command -> pattern.matches(Bytes.of(command.name()));
    }
    throw Errors.syntax();
  }

  private Reply keys(Call call, boolean withFlags) {
    Bytes[] args = Arrays.copyOfRange(call.args(), 2, call.argc());
    Command command = table.find(args[0]);
    if (command != null && !command.subcommands().isEmpty() && args.length > 1) {
      command = command.subcommand(args[1].toString().toLowerCase(Locale.ROOT));
    }
    if (command == null) {
      throw new CommandException("ERR Invalid command specified");
    }
    if (command.keySpecs().stream().noneMatch(KeySpec::isKey)) {
      throw new CommandException("ERR The command has no key arguments");
    }
    if (!command.accepts(args.length)) {
      throw new CommandException("ERR Invalid number of arguments specified for command");
    }
    List<Reply> keys = new ArrayList<>();
    boolean fits = true;
    for (KeySpec spec : command.keySpecs()) {
      fits &= spec.fits(args);
      String access = command.access(spec, args);
      spec.find(args, i -> keys.add(withFlags ? flagged(args[i], access) : Reply.bulk(args[i])));
    }
    if (!keys.isEmpty() && fits) {
      return Reply.array(keys);
    }
    if (command.has(Flag.NO_MANDATORY_KEYS)) {
      return Reply.array();
    }
    throw new CommandException("ERR Invalid arguments specified for command");
  }

  private static Reply flagged(Bytes key, String access) {
    List<Reply> words = new ArrayList<>();
    for (String word : access.split(" ", -1)) {
      words.add(Reply.simple(word));
    }
    return Reply.array(Reply.bulk(key), new Reply.Distinct(words));
  }
}
