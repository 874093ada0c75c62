package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Gate;
import org.jspecify.annotations.Nullable;

/** The time until all data are there. Who calls meanwhile is told to come again. */
final class Loading implements Gate {

  private static final Reply.Failure REFUSAL =
      new Reply.Failure("LOADING Redis is loading the dataset in memory");

  private final Assembly engine;
  private volatile boolean over;

  Loading(Assembly engine) {
    this.engine = engine;
  }

  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    boolean allowed = over || (command.has(Flag.LOADING) && !movesFiles(command, args));
    return allowed ? null : REFUSAL;
  }

  /** True for a CONFIG SET of what says where data are loaded from. */
  private static boolean movesFiles(Command command, Bytes[] args) {
    if (!command.name().equals("config|set")) {
      return false;
    }
    for (int i = 2; i < args.length; i += 2) {
      if (args[i].is("DIR") || args[i].is("APPENDONLY")) {
        return true;
      }
    }
    return false;
  }

  /** Refuses those who come from now on. */
  void begin() {
    over = false;
    engine.ask(this, true);
  }

  /** Lets everybody in. */
  void end() {
    over = true;
    engine.ask(this, false);
  }

  /** True until all data are there. */
  boolean active() {
    return !over;
  }
}
