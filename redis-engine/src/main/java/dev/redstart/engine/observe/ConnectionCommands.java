package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;

/** The commands about the caller's own connection, CLIENT apart. */
final class ConnectionCommands {

  private static final Reply PONG = Reply.simple("PONG");

  private final Execution execution;

  private ConnectionCommands(Execution execution) {
    this.execution = execution;
  }

  static void declare(Family family, Execution execution) {
    ConnectionCommands commands = new ConnectionCommands(execution);
    family
        .control("PING [message]", ConnectionCommands::ping)
        .fast()
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc("1.0.0", "O(1)", "Answers, which shows that the connection works.");
    family
        .control("ECHO message", call -> Reply.bulk(call.arg(1)))
        .anytime()
        .fast()
        .doc("1.0.0", "O(1)", "Answers what it was given.");
    family
        .control("SELECT index", ConnectionCommands::select)
        .anytime()
        .fast()
        .doc("1.0.0", "O(1)", "Selects the database that later calls work on.");
    family
        .control("QUIT", ConnectionCommands::quit)
        .arity(-1)
        .noscript()
        .anytime()
        .fast()
        .flag(Flag.NO_AUTH)
        .flag(Flag.ALLOW_BUSY)
        .doc("1.0.0", "O(1)", "Ends the connection once its replies are sent.");
    family
        .control("RESET", commands::reset)
        .noscript()
        .anytime()
        .fast()
        .flag(Flag.NO_AUTH)
        .flag(Flag.ALLOW_BUSY)
        .doc("6.2.0", "O(1)", "Makes the connection as if it were new.");
  }

  private static Reply ping(Call call) {
    if (call.argc() > 2) {
      throw new CommandException(Errors.wrongArity("ping"));
    }
    Client client = call.client();
    if (client.subscribed() && client.protocol() == 2) {
      return Reply.array(
          Reply.bulk("pong"), Reply.bulk(call.argc() == 2 ? call.arg(1) : Bytes.EMPTY));
    }
    return call.argc() == 2 ? Reply.bulk(call.arg(1)) : PONG;
  }

  private static Reply select(Call call) {
    call.client().select(call.database(1));
    return Reply.ok();
  }

  private static Reply quit(Call call) {
    call.client().outbox().close(true);
    return Reply.ok();
  }

  private Reply reset(Call call) {
    execution.reset(call.client());
    return Reply.simple("RESET");
  }
}
