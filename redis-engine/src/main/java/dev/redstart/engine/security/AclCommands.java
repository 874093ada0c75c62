package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Access.Denial;
import dev.redstart.engine.command.Access.Part;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** ACL: who may do what. */
final class AclCommands {

  private static final String NO_FILE =
      "ERR This Redis instance is not configured to use an ACL file. You may want to specify users"
          + " via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a"
          + " Redis configuration file set) in order to store users in the Redis configuration.";

  private final CommandTable table;
  private final Users users;
  private final AclLog log;
  private final Supplier<@Nullable AclFile> file;

  /**
   * @param file where users are kept, null where nothing is configured
   */
  AclCommands(CommandTable table, Users users, AclLog log, Supplier<@Nullable AclFile> file) {
    this.table = table;
    this.users = users;
    this.log = log;
    this.file = file;
  }

  void declare(Family family) {
    command(family, "ACL CAT [category]", this::cat)
        .doc(
            "6.0.0",
            "O(1) since the categories and commands are a fixed set.",
            "Lists the categories of commands, or the commands of one.");
    admin(family, "ACL DELUSER username [username ...]", this::delUser)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc(
            "6.0.0",
            "O(1) amortized time considering the typical user.",
            "Removes users, and ends their connections.");
    admin(family, "ACL DRYRUN username command [arg [arg ...]]", this::dryRun)
        .doc("7.0.0", "O(1).", "Tells whether a user may run a call, without running it.");
    command(family, "ACL GENPASS [bits]", AclCommands::genPass)
        .doc("6.0.0", "O(1)", "Makes up a password that nobody can guess.");
    admin(family, "ACL GETUSER username", this::getUser)
        .doc(
            "6.0.0",
            "O(N). Where N is the number of password, command and pattern rules that the user has.",
            "Shows the rules of a user, kind by kind.");
    admin(family, "ACL LIST", this::list)
        .doc(
            "6.0.0",
            "O(N). Where N is the number of configured users.",
            "Shows all users with their rules, as the ACL file has them.");
    declareRest(family);
  }

  private void declareRest(Family family) {
    admin(family, "ACL LOAD", this::load)
        .doc(
            "6.0.0",
            "O(N). Where N is the number of configured users.",
            "Reads all users from the ACL file again.");
    admin(family, "ACL LOG [count | RESET]", this::log)
        .doc(
            "6.0.0",
            "O(N) with N being the number of entries shown.",
            "Shows what was refused to whom lately.");
    admin(family, "ACL SAVE", this::save)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc(
            "6.0.0",
            "O(N). Where N is the number of configured users.",
            "Writes all users to the ACL file.");
    admin(family, "ACL SETUSER username [rule [rule ...]]", this::setUser)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc(
            "6.0.0",
            "O(N). Where N is the number of rules provided.",
            "Makes a user, or changes what it may do.");
    admin(family, "ACL USERS", this::names)
        .doc(
            "6.0.0",
            "O(N). Where N is the number of configured users.",
            "Lists the names of all users.");
    command(family, "ACL WHOAMI", call -> Reply.bulk(call.client().user()))
        .doc("6.0.0", "O(1)", "Tells the name of the user that the caller is.");
  }

  private static Declaration command(Family family, String line, Handler handler) {
    return family.control(line, handler).noscript().anytime();
  }

  private static Declaration admin(Family family, String line, Handler handler) {
    return command(family, line, handler).admin();
  }

  private Reply cat(Call call) {
    if (call.argc() > 3) {
      throw Errors.unknownSubcommand(call);
    }
    if (call.argc() == 2) {
      return Reply.bulks(AclCategories.ALL.stream().map(Bytes::of).toList());
    }
    String category = call.arg(2).toString().toLowerCase(Locale.ROOT);
    if (!AclCategories.ALL.contains(category)) {
      throw Errors.quoting("ERR Unknown category '", Errors.shown(call.arg(2), 128), "'");
    }
    List<Bytes> names = new ArrayList<>();
    for (Command command : table.all()) {
      nameOf(command, category, names);
      command.subcommands().forEach(sub -> nameOf(sub, category, names));
    }
    return Reply.bulks(names);
  }

  private static void nameOf(Command command, String category, List<Bytes> names) {
    if (command.categories().contains(category)) {
      names.add(Bytes.of(command.name()));
    }
  }

  private Reply delUser(Call call) {
    int removed = 0;
    for (int i = 2; i < call.argc(); i++) {
      if (call.arg(i).equals(Users.DEFAULT)) {
        throw new CommandException("ERR The 'default' user cannot be removed");
      }
    }
    for (int i = 2; i < call.argc(); i++) {
      removed += users.remove(call.arg(i), call.client()) ? 1 : 0;
    }
    return Reply.integer(removed);
  }

  private Reply dryRun(Call call) {
    User user = users.find(call.arg(2));
    if (user == null) {
      throw Errors.quoting("ERR User '", call.arg(2), "' not found");
    }
    Bytes[] args = Arrays.copyOfRange(call.args(), 3, call.argc());
    Command command = table.find(args[0]);
    if (command != null && !command.subcommands().isEmpty() && args.length > 1) {
      command = command.subcommand(args[1].toString().toLowerCase(Locale.ROOT));
    }
    if (command == null) {
      throw Errors.quoting("ERR Command '", args[0], "' not found");
    }
    if (!command.accepts(args.length)) {
      throw new CommandException(Errors.wrongArity(command.name()));
    }
    Denial denial = user.check(command, args);
    return denial == null ? Reply.ok() : Reply.bulk(inFull(user, denial));
  }

  /** As the operator, who may know which key it was, hears it. */
  private static Bytes inFull(User user, Denial denial) {
    if (denial.part() == Part.COMMAND) {
      return denial.message();
    }
    String what = denial.part() == Part.KEY ? "key" : "channel";
    return user.mayNot("access the '", denial.object(), "' " + what);
  }

  private static Reply genPass(Call call) {
    long bits = Passwords.DEFAULT_BITS;
    if (call.argc() > 3) {
      throw Errors.unknownSubcommand(call);
    }
    if (call.argc() == 3) {
      byte[] text = call.arg(2).shared();
      if (!Ascii.isLong(text)) {
        throw new CommandException(Errors.NOT_AN_INTEGER);
      }
      bits = Ascii.toLong(text);
      if (bits <= 0 || bits > Passwords.MOST_BITS) {
        throw new CommandException(
            "ERR ACL GENPASS argument must be the number of bits for the output password, a"
                + " positive number up to 4096");
      }
    }
    return Reply.bulk(Passwords.random((int) bits));
  }

  private Reply getUser(Call call) {
    User user = users.find(call.arg(2));
    if (user == null) {
      return Reply.nil();
    }
    Rules rules = user.rules();
    List<Reply> flags = rules.flags().stream().map(Reply::bulk).toList();
    List<Reply> hashes = rules.hashes().stream().map(Reply::bulk).toList();
    List<Reply> fields = new ArrayList<>();
    fields.add(Reply.bulk("flags"));
    fields.add(new Reply.Distinct(flags));
    fields.add(Reply.bulk("passwords"));
    fields.add(Reply.array(hashes));
    addSelector(rules.root(), fields);
    List<Reply> selectors = new ArrayList<>();
    for (Selector selector : rules.more()) {
      List<Reply> inner = new ArrayList<>();
      addSelector(selector, inner);
      selectors.add(new Reply.Dict(inner));
    }
    fields.add(Reply.bulk("selectors"));
    fields.add(Reply.array(selectors));
    return new Reply.Dict(fields);
  }

  private static void addSelector(Selector selector, List<Reply> fields) {
    fields.add(Reply.bulk("commands"));
    fields.add(Reply.bulk(selector.commandRules()));
    fields.add(Reply.bulk("keys"));
    fields.add(Reply.bulk(selector.keyRules()));
    fields.add(Reply.bulk("channels"));
    fields.add(Reply.bulk(selector.channelRules()));
  }

  private Reply list(Call call) {
    return Reply.bulks(users.all().stream().map(AclCommands::line).toList());
  }

  /** A user as the ACL file has it. */
  static Bytes line(User user) {
    return Bytes.join(Bytes.of("user "), user.name(), Bytes.of(" "), user.rules().line());
  }

  private Reply names(Call call) {
    return Reply.bulks(users.all().stream().map(User::name).toList());
  }

  private Reply load(Call call) {
    file().load(call.client());
    return Reply.ok();
  }

  private Reply save(Call call) {
    file().save();
    return Reply.ok();
  }

  private AclFile file() {
    AclFile configured = file.get();
    if (configured == null) {
      throw new CommandException(NO_FILE);
    }
    return configured;
  }

  private Reply log(Call call) {
    if (call.argc() > 3) {
      throw Errors.unknownSubcommand(call);
    }
    if (call.argc() == 2) {
      return log.show(10);
    }
    if (call.arg(2).is("RESET")) {
      log.clear();
      return Reply.ok();
    }
    byte[] text = call.arg(2).shared();
    if (!Ascii.isLong(text)) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    }
    return log.show(Math.max(0, Ascii.toLong(text)));
  }

  private Reply setUser(Call call) {
    Bytes name = call.arg(2);
    checkName(name);
    List<Bytes> words = Arrays.asList(call.args()).subList(3, call.argc());
    synchronized (users) {
      User old = users.find(name);
      Rules rules = old == null ? users.none() : new Rules(old.rules());
      for (Bytes rule : merged(words)) {
        take(rules, rule);
      }
      users.set(name, rules, call.client());
    }
    return Reply.ok();
  }

  private static void take(Rules rules, Bytes rule) {
    try {
      rules.take(rule);
    } catch (RuleException e) {
      throw Errors.quoting("ERR Error in ACL SETUSER modifier '", rule, "': " + e.getMessage());
    }
  }

  private static List<Bytes> merged(List<Bytes> words) {
    try {
      return RuleWords.merge(words);
    } catch (RuleWords.OpenSelector e) {
      throw Errors.quoting(
          "ERR Unmatched parenthesis in acl selector starting at '", e.word(), "'.");
    }
  }

  private static void checkName(Bytes name) {
    if (RuleWords.isSeveral(name)) {
      throw new CommandException("ERR Usernames can't contain spaces or null characters");
    }
  }
}
