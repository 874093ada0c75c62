package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.GateOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers that has no replicas, is none, is no part of a cluster and loads no
 * modules.
 */
final class LoneServer {

  private static final int MOST_PORTS = 65535;

  private static final Reply TOO_FEW =
      new Reply.Failure("NOREPLICAS Not enough good replicas to write.");

  private final Settings settings;
  private final Setting.Whole wantedReplicas;

  private LoneServer(Settings settings) {
    this.settings = settings;
    this.wantedReplicas = settings.whole("min-replicas-to-write", 0, 0, Integer.MAX_VALUE);
    settings.alias("min-slaves-to-write", wantedReplicas);
  }

  static void declare(Family server, Assembly engine) {
    LoneServer lone = new LoneServer(engine.settings());
    lone.refuseWithoutReplicas(engine);
    lone.declareWaits(server.sibling("generic", "connection", 'g'));
    lone.declareRoles(server);
    ClusterCommands.declare(server);
    lone.declareModules(server);
  }

  private void refuseWithoutReplicas(Assembly engine) {
    Gate gate = this::refuse;
    Runnable follow = () -> engine.ask(gate, wantedReplicas.get() > 0);
    engine.gate(GateOrder.REPLICA, gate);
    engine.gateInside(gate);
    engine.settings().onChange(wantedReplicas, follow);
    follow.run();
  }

  private void declareWaits(Family family) {
    family
        .control("WAIT numreplicas:integer timeout:integer", LoneServer::waitForReplicas)
        .blocking()
        .tips("request_policy:all_shards", "response_policy:agg_min")
        .doc("3.0.0", "O(1)", "Waits until replicas have what the caller has written.");
  }

  private void declareRoles(Family family) {
    family
        .control("ROLE", call -> role())
        .noscript()
        .anytime()
        .fast()
        .alsoIn("admin")
        .alsoIn("dangerous")
        .doc("2.8.12", "O(1)", "Tells whether this is a primary or a replica.");
    replicaOf(family, "REPLICAOF").doc("5.0.0", "O(1)", "Makes this a replica, or none.");
    replicaOf(family, "SLAVEOF").doc("1.0.0", "O(1)", "The older name of REPLICAOF.");
    family
        .control(
            "FAILOVER [TO host port:integer [FORCE]] [ABORT] [TIMEOUT milliseconds:integer]",
            LoneServer::failover)
        .admin()
        .noscript()
        .flag(Flag.STALE)
        .doc("6.2.0", "O(1)", "Hands the part of the primary over to a replica.");
  }

  private static Declaration replicaOf(Family family, String name) {
    return family
        .control(name + " <host port:integer | NO ONE>", LoneServer::replicaOf)
        .admin()
        .noscript()
        .flag(Flag.STALE)
        .flag(Flag.NO_ASYNC_LOADING);
  }

  private void declareModules(Family family) {
    module(family, "MODULE LIST", call -> Reply.empty())
        .tips("nondeterministic_output_order")
        .doc(
            "4.0.0",
            "O(N) where N is the number of loaded modules.",
            "Lists modules: there are none.");
    module(family, "MODULE LOAD path [arg [arg ...]]", this::load)
        .flag(Flag.NO_ASYNC_LOADING)
        .doc("4.0.0", "O(1)", "Loads a module: there are none for Java.");
    module(
            family,
            "MODULE LOADEX path [CONFIG name value [CONFIG name value ...]]"
                + " [ARGS args [args ...]]",
            this::load)
        .flag(Flag.NO_ASYNC_LOADING)
        .doc("7.0.0", "O(1)", "Loads a module: there are none for Java.");
    module(family, "MODULE UNLOAD name", this::unload)
        .flag(Flag.NO_ASYNC_LOADING)
        .doc("4.0.0", "O(1)", "Unloads a module: there are none.");
  }

  private static Declaration module(Family family, String line, Handler handler) {
    return family.control(line, handler).admin().noscript();
  }

  // ---- waiting

  private static Reply waitForReplicas(Call call) {
    Args in = call.options(1);
    long wanted = in.integer();
    long timeout = in.timeout(call.now());
    return wanted <= 0 ? Reply.integer(0) : call.waitForTime(timeout, Reply.integer(0));
  }

  /** Refuses writes where someone wants replicas to have them. */
  private @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    return Execution.has(Flag.WRITE, client, command, args) ? TOO_FEW : null;
  }

  // ---- roles

  private static Reply role() {
    return Reply.array(Reply.bulk("master"), Reply.integer(0), Reply.empty());
  }

  private static Reply replicaOf(Call call) {
    if (call.arg(1).is("NO") && call.arg(2).is("ONE")) {
      return Reply.ok();
    }
    port(call.arg(2), "ERR Invalid master port");
    throw new CommandException("ERR Redstart can't be a replica");
  }

  private static void port(Bytes text, String error) {
    long port = Ascii.isLong(text.shared()) ? Ascii.toLong(text.shared()) : -1;
    if (port < 0 || port > MOST_PORTS) {
      throw new CommandException(error);
    }
  }

  private static Reply failover(Call call) {
    Args in = call.options(1);
    if (in.left() == 1 && in.word("ABORT")) {
      throw new CommandException("ERR No failover in progress.");
    }
    while (in.more()) {
      if (in.wordWithValue("TIMEOUT")) {
        in.integer();
      } else if (in.left() > 2 && in.word("TO")) {
        in.next();
        in.integer();
        in.word("FORCE");
      } else {
        throw Errors.syntax();
      }
    }
    throw new CommandException("ERR FAILOVER requires connected replicas.");
  }

  // ---- modules

  private Reply load(Call call) {
    new Permitted(settings, "enable-module-command").check(call.client(), "MODULE");
    throw new CommandException("ERR Error loading the extension. Please check the server logs.");
  }

  private Reply unload(Call call) {
    new Permitted(settings, "enable-module-command").check(call.client(), "MODULE");
    throw new CommandException("ERR Error unloading module: no such module with that name");
  }
}
