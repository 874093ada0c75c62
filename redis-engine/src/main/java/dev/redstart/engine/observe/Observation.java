package dev.redstart.engine.observe;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.persistence.Debugging;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.spi.GateOrder;
import java.util.function.Consumer;

/** All by which clients and operators look at the engine and talk to it about itself. */
public final class Observation implements Feature {

  private final Execution execution;
  private final Debugging debugging;
  private final Shutdown shutdown;
  private final Consumer<Call> onFlush;

  /**
   * @param debugging what DEBUG shows of how data is saved
   * @param shutdown how the engine ends when a caller wants it to
   * @param onFlush is told of each FLUSHALL, under the locks of all shards
   */
  public Observation(
      Execution execution, Debugging debugging, Shutdown shutdown, Consumer<Call> onFlush) {
    this.execution = execution;
    this.debugging = debugging;
    this.shutdown = shutdown;
    this.onFlush = onFlush;
  }

  @Override
  public void install(Assembly engine) {
    CommandTable commands = engine.commands();
    Pause pause = new Pause(engine, execution);
    engine.gate(GateOrder.PAUSE, pause);
    engine.ask(pause, false);
    Family connection = commands.family("connection", "connection", 'g');
    ConnectionCommands.declare(connection, execution);
    execution.describeBy(ClientLine::of);
    ClientCommands.declare(connection, execution, pause);
    Machine machine = new Machine();
    Sections sections = new Sections(engine, execution, pause, machine);
    sections.install();
    Family server = commands.family("server", "", 'g');
    MemoryReports.declare(server, engine.surroundings().keyspace(), execution);
    LoneServer.declare(server, engine);
    new Slowness(engine, execution.stopwatch()).declare(engine, server);
    ServerCommands.declare(server, onFlush);
    shutdown.declare(server);
    engine.ending(shutdown);
    ConfigCommands.declare(server, engine.settings(), sections::reset);
    DebugOddments oddments =
        new DebugOddments(engine.settings(), sections::changeReplicationId, engine::crash);
    DebugCommand.declare(server, engine.settings(), execution, debugging, oddments);
    Info.declare(server, engine.info());
    CommandCommands.declare(server.sibling("server", "connection", 'g'), commands);
  }
}
