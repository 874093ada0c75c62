package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.scripting.lua.Arguments;
import dev.redstart.engine.scripting.lua.Library;
import dev.redstart.engine.scripting.lua.LuaError;
import dev.redstart.engine.scripting.lua.LuaFunction;
import dev.redstart.engine.scripting.lua.LuaNumbers;
import dev.redstart.engine.scripting.lua.LuaString;
import dev.redstart.engine.scripting.lua.LuaTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code redis}: what scripts may ask of the engine. */
final class RedisLibrary {

  private static final Logger LOG = LoggerFactory.getLogger("dev.redstart.script");
  private static final int VERSION_NUMBER = 0x070401;

  private static final int REPL_AOF = 1;

  private static final String NO_WORDS =
      "ERR Please specify at least one argument for this redis lib call";
  private static final String NOT_WORDS =
      "ERR Lua redis lib command arguments must be strings or integers";
  private static final Reply.Failure UNKNOWN =
      new Reply.Failure("ERR Unknown Redis command called from script");

  /** What takes long to be digested. */
  private static final int LONG = 64 << 10;

  private final KnownCommands known = new KnownCommands();
  private final World world;
  private final Answers plain;
  private final Answers rich;
  private final CommandTable commands;
  private final Setting.Switch callsAll;

  RedisLibrary(World world, CommandTable commands, Setting.Switch callsAll) {
    this.world = world;
    this.plain = new Answers(world.state(), false);
    this.rich = new Answers(world.state(), true);
    this.commands = commands;
    this.callsAll = callsAll;
  }

  void install() {
    Library redis = Library.named(world.state(), "redis");
    redis.add("call", args -> call(args, true));
    redis.add("pcall", args -> call(args, false));
    redis.add("error_reply", this::errorReply);
    redis.add("status_reply", this::statusReply);
    redis.add("sha1hex", this::sha1hex);
    redis.add("log", this::log);
    redis.add("setresp", this::setresp);
    redis.add("acl_check_cmd", this::aclCheck);
    if (!world.isForFunctions()) {
      redis.add("replicate_commands", args -> true);
      redis.add("breakpoint", args -> false);
      redis.add("debug", args -> LuaFunction.NONE);
    }
    redis.add("set_repl", this::setRepl);
    constants(redis);
  }

  /** The globals of a library that is loaded: a smaller table of the same name. */
  LuaTable forLoading() {
    Library redis = Library.detached(world.state());
    redis.add("register_function", this::register);
    redis.add("log", this::log);
    constants(redis);
    redis.table().metatable(world.strict());
    redis.table().makeReadOnly();
    LuaTable globals = new LuaTable();
    globals.put("redis", redis.table());
    globals.metatable(world.strict());
    globals.makeReadOnly();
    return globals;
  }

  private Object register(Arguments args) {
    Registration registration = world.registration();
    if (registration == null) {
      throw error("ERR redis.register_function can only be called on FUNCTION LOAD command");
    }
    try {
      registration.register(args);
    } catch (Registration.Refusal e) {
      throw error(e.text());
    }
    return LuaFunction.NONE;
  }

  private static void constants(Library redis) {
    redis.set("REDIS_VERSION_NUM", (double) VERSION_NUMBER);
    redis.set("REDIS_VERSION", LuaString.of("7.4.1"));
    String[] names = {"LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING"};
    for (int i = 0; i < names.length; i++) {
      redis.set(names[i], (double) i);
    }
    redis.set("REPL_NONE", 0.0);
    redis.set("REPL_AOF", (double) REPL_AOF);
    redis.set("REPL_SLAVE", 2.0);
    redis.set("REPL_REPLICA", 2.0);
    redis.set("REPL_ALL", 3.0);
  }

  /** An error of this library: a table, as scripts get it. */
  private LuaError error(String message) {
    return LuaError.of(plain.error(message), 0);
  }

  // ---- call and pcall

  private Object call(Arguments args, boolean raise) {
    Run run = world.run();
    Object[] values = args.all();
    if (values.length == 0) {
      return failed(plain.error(NO_WORDS), raise);
    }
    KnownCommands.Known name = known.find(values[0]);
    Bytes[] words = words(run, name, values);
    if (words == null) {
      return failed(plain.error(NOT_WORDS), raise);
    }
    Reply reply = run(run, name == null ? find(words, values[0]) : name.command(), words);
    if (reply instanceof Reply.Failure failure) {
      return failed(plain.countedError(failure), raise);
    }
    return (run.protocol() == 3 ? rich : plain).of(reply);
  }

  private static LuaTable failed(LuaTable error, boolean raise) {
    if (raise) {
      throw LuaError.of(error, 0);
    }
    return error;
  }

  /** A call's words, null where one is none. */
  private static Bytes @Nullable [] words(
      Run run, KnownCommands.@Nullable Known name, Object[] values) {
    Bytes[] words = new Bytes[values.length];
    for (int i = 0; i < words.length; i++) {
      Bytes word = i == 0 && name != null ? name.word() : word(run, values[i]);
      if (word == null) {
        return null;
      }
      words[i] = word;
    }
    return words;
  }

  private Reply run(Run run, @Nullable Command command, Bytes[] words) {
    if (command == null) {
      return run.inside().refused(null, UNKNOWN);
    }
    Reply.Failure refusal = refusal(run, command, words);
    if (refusal != null) {
      return run.inside().refused(command, refusal);
    }
    if (command.isWrite()) {
      run.writes();
    }
    return run.inside().run(command, words);
  }

  private static @Nullable Bytes word(Run run, Object value) {
    return value instanceof LuaString text ? run.given(text) : word(value);
  }

  private static @Nullable Bytes word(Object value) {
    if (value instanceof LuaString text) {
      return text.toBytes();
    }
    if (value instanceof Double number) {
      long whole = number.longValue();
      return whole == number && Math.abs(number) < 0x1p62
          ? Bytes.wrap(Ascii.decimal(whole))
          : number.isNaN() ? LuaNumbers.print(number).toBytes() : Decimals.print(number);
    }
    return null;
  }

  private @Nullable Command find(Bytes[] words, Object name) {
    Command command = find(words);
    if (command != null && command.subcommands().isEmpty() && command.name().indexOf('|') < 0) {
      known.add(name, words[0], command);
    }
    return command;
  }

  private @Nullable Command find(Bytes[] words) {
    Command command = commands.find(words[0]);
    if (command == null || command.subcommands().isEmpty() || words.length == 1) {
      return command;
    }
    return command.subcommand(words[1].toString().toLowerCase(Locale.ROOT));
  }

  private Reply.@Nullable Failure refusal(Run run, Command command, Bytes[] words) {
    if (!command.accepts(words.length)) {
      return new Reply.Failure("ERR Wrong number of args calling Redis command from script");
    }
    if (command.has(Flag.NOSCRIPT) && !callsAll.get()) {
      return new Reply.Failure("ERR This Redis command is not allowed from script");
    }
    Reply.Failure refusal = run.inside().refusal(command, words);
    if (refusal == null && run.isReadOnly() && tellsOthers(command)) {
      return new Reply.Failure(Errors.READ_ONLY);
    }
    // A script that has written may go on: half of it would be worse.
    if (refusal == null && !run.mayGrow() && !run.wrote() && command.has(Flag.DENYOOM)) {
      return new Reply.Failure(Errors.OOM);
    }
    return refusal;
  }

  /** A script that only reads may do nothing that replicas hear of. */
  private static boolean tellsOthers(Command command) {
    return command.isWrite() || command.has(Flag.MAY_REPLICATE);
  }

  // ---- replies

  private Object errorReply(Arguments args) {
    if (args.count() != 1 || !(args.get(1) instanceof LuaString text)) {
      return plain.error("ERR wrong number or type of arguments");
    }
    String message = text.untilZero().toLatin();
    boolean coded = message.startsWith("-");
    String body = coded ? message.substring(1) : message;
    int space = body.indexOf(' ');
    String full = space < 0 ? "ERR " + body : body;
    return plain.error(LuaString.latin(full.replaceAll("[\r\n]+$", "")));
  }

  private Object statusReply(Arguments args) {
    if (args.count() != 1 || !(args.get(1) instanceof LuaString text)) {
      return plain.error("ERR wrong number or type of arguments");
    }
    LuaTable table = world.state().newTable(0, 1);
    table.put("ok", text);
    return table;
  }

  private Object sha1hex(Arguments args) {
    if (args.count() != 1) {
      throw error("ERR wrong number of arguments");
    }
    Bytes word = word(args.get(1));
    if (word != null && word.length() > LONG) {
      args.state().takesLong();
    }
    return LuaString.of(Sha1.of(word == null ? new byte[0] : word.shared()));
  }

  private Object log(Arguments args) {
    if (args.count() < 2) {
      throw error("ERR redis.log() requires two arguments or more.");
    }
    if (!(args.get(1) instanceof Double level)) {
      throw error("ERR First argument must be a number (log level).");
    }
    if (level.intValue() < 0 || level.intValue() > 3) {
      throw error("ERR Invalid log level.");
    }
    StringBuilder line = new StringBuilder();
    for (int i = 2; i <= args.count(); i++) {
      Bytes word = word(args.get(i));
      line.append(i > 2 ? " " : "").append(word == null ? "" : word.toString());
    }
    switch (level.intValue()) {
      case 0, 1 -> LOG.debug("{}", line);
      case 2 -> LOG.info("{}", line);
      default -> LOG.warn("{}", line);
    }
    return LuaFunction.NONE;
  }

  private Object setresp(Arguments args) {
    if (args.count() != 1) {
      throw error("ERR redis.setresp() requires one argument.");
    }
    double version = args.get(1) instanceof Double number ? number : 0;
    if (version != 2 && version != 3) {
      throw error("ERR RESP version must be 2 or 3.");
    }
    world.run().protocol((int) version);
    return LuaFunction.NONE;
  }

  private Object setRepl(Arguments args) {
    if (args.count() != 1) {
      throw error("ERR redis.set_repl() requires one argument.");
    }
    double flags = args.get(1) instanceof Double number ? number : 0;
    if (flags < 0 || flags > 3) {
      throw error(
          "ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    world.run().inside().logs(((int) flags & REPL_AOF) != 0);
    return LuaFunction.NONE;
  }

  private Object aclCheck(Arguments args) {
    if (args.count() == 0) {
      throw error(NO_WORDS);
    }
    Bytes[] words = new Bytes[args.count()];
    for (int i = 0; i < words.length; i++) {
      Bytes word = word(args.get(i + 1));
      if (word == null) {
        throw error(NOT_WORDS);
      }
      words[i] = word;
    }
    Command command = find(words);
    if (command == null) {
      throw error("ERR Invalid command passed to redis.acl_check_cmd()");
    }
    return world.run().inside().refusal(command, words) == null;
  }
}
