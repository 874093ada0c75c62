package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AUTH and HELLO, and the gate that lets nobody pass who has not given the password where one is
 * needed.
 */
final class Authentication {

  private static final Reply NO_AUTH = new Reply.Failure(Errors.NO_AUTH);
  private static final Reply HELLO_NO_AUTH =
      new Reply.Failure(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");
  private static final String WRONG =
      "WRONGPASS invalid username-password pair or user is disabled.";

  private final Bytes version;
  private final Users users;
  private final AclLog log;

  /**
   * @param version what HELLO answers as the version of Redis
   */
  Authentication(String version, Users users, AclLog log) {
    this.version = Bytes.of(version);
    this.users = users;
    this.log = log;
  }

  void declare(Family family) {
    family
        .control("AUTH [username] password", this::auth)
        .noscript()
        .anytime()
        .fast()
        .flag(Flag.NO_AUTH)
        .flag(Flag.ALLOW_BUSY)
        .doc(
            "1.0.0",
            "O(N) where N is the number of passwords defined for the user",
            "Tells the server who the caller is.");
    family
        .control("HELLO [protover [AUTH username password] [SETNAME clientname]]", this::hello)
        .noscript()
        .anytime()
        .fast()
        .flag(Flag.NO_AUTH)
        .flag(Flag.ALLOW_BUSY)
        .doc("6.0.0", "O(1)", "Agrees on a protocol, and tells of the server.");
  }

  /** The gate. */
  @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    return client.authenticated() || command.has(Flag.NO_AUTH) || !users.passwordNeeded()
        ? null
        : NO_AUTH;
  }

  private Reply auth(Call call) {
    if (call.argc() > 3) {
      throw Errors.syntax();
    }
    if (call.argc() == 3) {
      authenticate(call, call.arg(1), call.arg(2));
      return Reply.ok();
    }
    if (users.standard().rules().noPassword()) {
      throw new CommandException(
          "ERR AUTH <password> called without any password configured for the default user. Are"
              + " you sure your configuration is correct?");
    }
    authenticate(call, Users.DEFAULT, call.arg(1));
    return Reply.ok();
  }

  private void authenticate(Call call, Bytes user, Bytes password) {
    if (!users.authenticate(call.client(), user, password)) {
      log.failed(call.client(), user, call.arg(0));
      throw new CommandException(WRONG);
    }
  }

  private Reply hello(Call call) {
    Client client = call.client();
    int protocol = call.argc() > 1 ? protocol(call.arg(1)) : client.protocol();
    HelloOptions options = HelloOptions.read(call.options(2));
    if (options.user() != null && options.password() != null) {
      authenticate(call, options.user(), options.password());
    }
    if (!client.authenticated()) {
      return HELLO_NO_AUTH;
    }
    if (options.name() != null) {
      client.name(options.name());
    }
    client.protocol(protocol);
    return describe(client);
  }

  private static int protocol(Bytes text) {
    if (!Ascii.isLong(text.shared())) {
      throw new CommandException("ERR Protocol version is not an integer or out of range");
    }
    long protocol = Ascii.toLong(text.shared());
    if (protocol < 2 || protocol > 3) {
      throw new CommandException("NOPROTO unsupported protocol version");
    }
    return (int) protocol;
  }

  private Reply describe(Client client) {
    return new Reply.Dict(
        List.of(
            Reply.bulk("server"),
            Reply.bulk("redis"),
            Reply.bulk("version"),
            Reply.bulk(version),
            Reply.bulk("proto"),
            Reply.integer(client.protocol()),
            Reply.bulk("id"),
            Reply.integer(client.id()),
            Reply.bulk("mode"),
            Reply.bulk("standalone"),
            Reply.bulk("role"),
            Reply.bulk("master"),
            Reply.bulk("modules"),
            Reply.empty()));
  }
}
