package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.PlainWords;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * CLIENT: who is connected. A session in this process is shown from its first CLIENT command on.
 */
final class ClientCommands {

  private static final Reply UNBLOCKED =
      new Reply.Failure("UNBLOCKED client unblocked via CLIENT UNBLOCK");
  private static final Reply NO_SUCH_CLIENT = new Reply.Failure("ERR No such client");

  private static final String KILL_FILTER =
      "<[ID client-id] | [TYPE <NORMAL | MASTER | SLAVE | REPLICA | PUBSUB>] | [USER username]"
          + " | [ADDR addr] | [LADDR laddr] | [SKIPME <YES | NO>] | [MAXAGE maxage:integer]>";

  private final Execution execution;
  private final Pause pause;

  private ClientCommands(Execution execution, Pause pause) {
    this.execution = execution;
    this.pause = pause;
  }

  static void declare(Family family, Execution execution, Pause pause) {
    ClientCommands commands = new ClientCommands(execution, pause);
    commands.declareOwn(family);
    commands.declareModes(family);
    commands.declareOthers(family);
    commands.declarePauses(family);
  }

  private void declareOwn(Family family) {
    command(family, "CLIENT ID", call -> Reply.integer(call.client().id()))
        .doc("5.0.0", "O(1)", "Tells the number of the connection.");
    command(family, "CLIENT INFO", call -> text(ClientLine.of(call.client(), call)))
        .tips("nondeterministic_output")
        .doc("6.2.0", "O(1)", "Tells what CLIENT LIST tells, of the caller only.");
    command(family, "CLIENT GETNAME", ClientCommands::getname)
        .doc("2.6.9", "O(1)", "Tells the name of the connection.");
    command(family, "CLIENT SETNAME connection-name", ClientCommands::setname)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("2.6.9", "O(1)", "Gives the connection a name.");
    command(family, "CLIENT SETINFO <LIB-NAME libname | LIB-VER libver>", ClientCommands::setinfo)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .doc("7.2.0", "O(1)", "Tells the server about the caller's library.");
  }

  private void declareModes(Family family) {
    command(family, "CLIENT NO-EVICT <ON | OFF>", ClientCommands::noEvict)
        .admin()
        .doc("7.0.0", "O(1)", "Keeps the connection when buffers need too much memory.");
    command(family, "CLIENT NO-TOUCH <ON | OFF>", ClientCommands::noTouch)
        .doc("7.2.0", "O(1)", "Lets the caller's reads leave no trace in idle times.");
    command(family, "CLIENT REPLY <ON | OFF | SKIP>", ClientCommands::reply)
        .doc("3.2.0", "O(1)", "Turns the replies to the caller's calls on or off.");
  }

  private void declareOthers(Family family) {
    command(
            family,
            "CLIENT LIST [TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id"
                + " ...]]",
            this::list)
        .admin()
        .tips("nondeterministic_output")
        .doc(
            "2.4.0",
            "O(N) where N is the number of client connections",
            "Tells of each connection in a line.");
    command(
            family,
            "CLIENT KILL <old-format | " + KILL_FILTER + " [" + KILL_FILTER + " ...]>",
            this::kill)
        .arity(-3)
        .admin()
        .everywhere()
        .doc("2.4.0", "O(N) where N is the number of client connections", "Ends connections.");
    command(family, "CLIENT UNBLOCK client-id [TIMEOUT | ERROR]", this::unblock)
        .admin()
        .everywhere()
        .doc(
            "5.0.0",
            "O(log N) where N is the number of client connections",
            "Ends the wait of another connection's call.");
  }

  private void declarePauses(Family family) {
    command(family, "CLIENT PAUSE timeout:integer [WRITE | ALL]", this::pause)
        .admin()
        .doc("3.0.0", "O(1)", "Lets the calls of all connections wait.");
    command(family, "CLIENT UNPAUSE", this::unpause)
        .admin()
        .everywhere()
        .doc(
            "6.2.0",
            "O(N) Where N is the number of paused clients",
            "Lets the calls go on that CLIENT PAUSE stopped.");
  }

  private Declaration command(Family family, String line, Handler handler) {
    return family
        .control(
            line,
            call -> {
              execution.clients().add(call.client());
              return handler.run(call);
            })
        .noscript()
        .anytime();
  }

  // ---- the caller itself

  private static Reply getname(Call call) {
    Bytes name = call.client().name();
    return name.isEmpty() ? Reply.nil() : Reply.bulk(name);
  }

  private static Reply setname(Call call) {
    call.client().name(PlainWords.clientName(call.arg(2)));
    return Reply.ok();
  }

  private static Reply setinfo(Call call) {
    Bytes value = call.arg(3);
    String option = call.arg(2).toString();
    if (call.arg(2).is("LIB-NAME")) {
      call.client().library(PlainWords.checked(option, value));
    } else if (call.arg(2).is("LIB-VER")) {
      call.client().libraryVersion(PlainWords.checked(option, value));
    } else {
      throw Errors.quoting("ERR Unrecognized option '", call.arg(2), "'");
    }
    return Reply.ok();
  }

  private static Reply noEvict(Call call) {
    call.client().noEvict(isOn(call));
    return Reply.ok();
  }

  private static Reply noTouch(Call call) {
    call.client().noTouch(isOn(call));
    return Reply.ok();
  }

  private static boolean isOn(Call call) {
    boolean on = call.arg(2).is("ON");
    if (!on && !call.arg(2).is("OFF")) {
      throw Errors.syntax();
    }
    return on;
  }

  private static Reply reply(Call call) {
    Client client = call.client();
    if (call.arg(2).is("ON")) {
      client.answerAll();
      return Reply.ok();
    }
    if (call.arg(2).is("OFF")) {
      client.answerNone();
    } else if (call.arg(2).is("SKIP")) {
      client.skipAnswer();
    } else {
      throw Errors.syntax();
    }
    return Reply.Absent.NOTHING;
  }

  // ---- others

  private Reply list(Call call) {
    Predicate<Client> wanted = client -> true;
    if (call.argc() == 4 && call.arg(2).is("TYPE")) {
      wanted = ClientFilter.ofType(call.arg(3));
    } else if (call.argc() > 3 && call.arg(2).is("ID")) {
      Set<Long> ids = ids(call);
      wanted = client -> ids.contains(client.id());
    } else if (call.argc() != 2) {
      throw Errors.syntax();
    }
    StringBuilder lines = new StringBuilder();
    for (Client client : execution.clients().all()) {
      if (wanted.test(client)) {
        lines.append(ClientLine.of(client, call));
      }
    }
    return text(lines.toString());
  }

  private static Set<Long> ids(Call call) {
    Set<Long> ids = new HashSet<>();
    for (int i = 3; i < call.argc(); i++) {
      byte[] text = call.arg(i).shared();
      if (!Ascii.isLong(text) || Ascii.toLong(text) <= 0) {
        throw new CommandException("ERR Invalid client ID");
      }
      ids.add(Ascii.toLong(text));
    }
    return ids;
  }

  private Reply kill(Call call) {
    if (call.argc() == 3) {
      String address = call.arg(2).toString();
      int killed = kill(call.client(), client -> client.address().equals(address));
      return killed > 0 ? Reply.ok() : NO_SUCH_CLIENT;
    }
    ClientFilter filter = ClientFilter.read(call.options(2), call, execution::hasUser);
    return Reply.integer(kill(call.client(), filter::matches));
  }

  private int kill(Client caller, Predicate<Client> wanted) {
    int killed = 0;
    for (Client client : execution.clients().all()) {
      if (wanted.test(client)) {
        client.outbox().close(client == caller);
        killed++;
      }
    }
    return killed;
  }

  private Reply unblock(Call call) {
    if (call.argc() > 4) {
      throw Errors.unknownSubcommand(call);
    }
    boolean error = call.argc() == 4 && call.arg(3).is("ERROR");
    if (call.argc() == 4 && !error && !call.arg(3).is("TIMEOUT")) {
      throw new CommandException("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    }
    Client client = execution.clients().find(call.integer(2));
    if (client == null) {
      return Reply.integer(0);
    }
    return Reply.flag(
        error
            ? execution.executor().unblock(client, UNBLOCKED)
            : execution.executor().timeOut(client));
  }

  private Reply pause(Call call) {
    boolean writes = call.argc() == 4 && call.arg(3).is("WRITE");
    if (call.argc() == 4 && !writes && !call.arg(3).is("ALL")) {
      throw new CommandException("ERR CLIENT PAUSE mode must be WRITE or ALL");
    }
    long millis = call.options(2).integer("ERR timeout is not an integer or out of range");
    if (millis < 0) {
      throw new CommandException(Errors.TIMEOUT_NEGATIVE);
    }
    pause.begin(!writes, call.now() + millis);
    return Reply.ok();
  }

  private Reply unpause(Call call) {
    pause.end();
    return Reply.ok();
  }

  private static Reply text(String text) {
    return new Reply.Verbatim("txt", Bytes.of(text));
  }
}
