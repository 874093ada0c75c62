package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import org.jspecify.annotations.Nullable;

/** The time until all data are there. Who calls meanwhile is told to come again. */
final class Loading implements Gate {

  private static final Reply.Failure REFUSAL =
      new Reply.Failure("LOADING Redis is loading the dataset in memory");

  private volatile boolean over;

  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    return over || command.has(Flag.LOADING) ? null : REFUSAL;
  }

  /** Lets everybody in. */
  void end() {
    over = true;
  }

  /** True until all data are there. */
  boolean active() {
    return !over;
  }
}
