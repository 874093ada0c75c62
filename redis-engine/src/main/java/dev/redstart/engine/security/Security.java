package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.LosslessText;
import dev.redstart.engine.command.Access;
import dev.redstart.engine.command.Access.Context;
import dev.redstart.engine.command.Access.Denial;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users, what they may do, and the gates that see to it.
 *
 * <p>Sessions in this process may do everything until they say who they are, or call RESET: whoever
 * can make one can reach all data anyway.
 */
public final class Security implements Feature {

  private final Execution execution;
  private final String version;
  private @Nullable Users users;
  private @Nullable AclFile file;
  private Setting.@Nullable Text fileName;
  private @Nullable Settings settings;
  private List<String> lines = List.of();

  /**
   * @param version what HELLO answers as the version of Redis
   */
  public Security(Execution execution, String version) {
    this.execution = execution;
    this.version = version;
  }

  @Override
  public void install(Assembly engine) {
    AclLog log = new AclLog(engine, execution);
    Users all = new Users(engine.commands(), engine.settings(), execution, log);
    users = all;
    execution.usersBy(name -> all.find(name) != null);
    Setting.Text named = engine.settings().text("aclfile", "", text -> text);
    engine.settings().fixed(named);
    fileName = named;
    settings = engine.settings();
    lines = engine.settings().lines("user", () -> named.get().isEmpty() ? lines(all) : List.of());
    Authentication authentication = new Authentication(version, all, log);
    authentication.declare(engine.commands().family("connection", "connection", 'g'));
    new AclCommands(engine.commands(), all, log, () -> file)
        .declare(engine.commands().family("server", "", 'g'));
    engine.gate(GateOrder.AUTHENTICATION, authentication::refuse);
    engine.gate(GateOrder.PERMISSION, new PermissionGate());
    engine.gateInside(Security::refuseInside);
    engine.onWelcome(all::greet);
    engine.onReset(all::greet);
  }

  @Override
  public void start() {
    Users all = users;
    Setting.Text named = fileName;
    if (all == null || named == null || settings == null) {
      throw new IllegalStateException("not installed");
    }
    all.begin();
    Setting directory = settings.find("dir");
    if (!lines.isEmpty()) {
      takeLines(all);
    }
    if (!named.get().isEmpty()) {
      loadFile(all, directory == null ? "" : directory.text(), named.get());
    }
  }

  /** The users as a configuration file declares them. */
  private static List<String> lines(Users all) {
    return all.all().stream()
        .map(user -> LosslessText.of(AclCommands.line(user)).substring("user ".length()))
        .toList();
  }

  private void takeLines(Users all) {
    UserLines given = new UserLines("user", all::none);
    for (int i = 0; i < lines.size(); i++) {
      given.read(i + 1, LosslessText.bytes("user " + lines.get(i)));
    }
    if (!given.errors().isEmpty()) {
      throw new IllegalArgumentException(given.errors());
    }
    given.users().forEach((name, rules) -> all.set(name, rules, null));
  }

  private void loadFile(Users all, String directory, String name) {
    if (!lines.isEmpty()) {
      throw new IllegalArgumentException(
          "users may be declared by user directives or in an ACL file, not in both");
    }
    AclFile named = new AclFile(directory, name, all);
    file = named;
    try {
      named.load(null);
    } catch (CommandException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Refuses what a script calls and its caller's user may not do. */
  private static @Nullable Reply refuseInside(Client client, Command command, Bytes[] args) {
    Access access = client.access();
    if (access.unrestricted()) {
      return null;
    }
    Denial denial = access.refuse(client, command, args, Context.LUA);
    return denial == null ? null : failure("ERR ACL failure in script: ", denial);
  }

  /** Refuses what a caller's user may not do. Costs two looks where it may do everything. */
  private static final class PermissionGate implements Gate {

    @Override
    public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
      Access access = client.access();
      return access.unrestricted() ? null : refuse(access, client, command, args);
    }

    @Override
    public @Nullable Reply refuseAgain(Client client, Command command, Bytes[] args) {
      return refuse(client, command, args);
    }

    private static @Nullable Reply refuse(
        Access access, Client client, Command command, Bytes[] args) {
      Context context = Execution.queueing(client) ? Context.MULTI : Context.TOPLEVEL;
      Denial denial = access.refuse(client, command, args, context);
      return denial == null ? null : failure("NOPERM ", denial);
    }
  }

  private static Reply failure(String before, Denial denial) {
    return new Reply.Failure(Bytes.join(Bytes.of(before), denial.message()));
  }
}
