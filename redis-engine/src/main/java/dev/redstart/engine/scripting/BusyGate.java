package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Refuses what comes while a script takes too long, and what waits for its locks. */
final class BusyGate implements Gate {

  private static final Reply.Failure BUSY = new Reply.Failure(Errors.BUSY);
  private static final Reply.Failure FUNCTION_BUSY = new Reply.Failure(Errors.FUNCTION_BUSY);

  private final Scripts scripts;

  BusyGate(Scripts scripts) {
    this.scripts = scripts;
  }

  @Override
  public @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    return scripts.current() == null ? null : refuseToWait(command, args);
  }

  @Override
  public Reply.@Nullable Failure refuseToWait(Command command, Bytes[] args) {
    Run run = scripts.current();
    if (run == null || mayRunMeanwhile(command, args)) {
      return null;
    }
    if (!scripts.isSlow(run)) {
      return null;
    }
    return run.isFunction() ? FUNCTION_BUSY : BUSY;
  }

  /** SHUTDOWN may only where it needs no locks, since it saves nothing. */
  private static boolean mayRunMeanwhile(Command command, Bytes[] args) {
    return command.has(Flag.ALLOW_BUSY)
        && (!command.name().equals("shutdown")
            || Arrays.stream(args).anyMatch(word -> word.is("NOSAVE") || word.is("ABORT")));
  }
}
