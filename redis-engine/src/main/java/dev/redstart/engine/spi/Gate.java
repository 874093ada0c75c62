package dev.redstart.engine.spi;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may run now. Asked for every call before any lock is taken, so it must be
 * quick.
 */
@FunctionalInterface
public interface Gate {

  /** The answer to give instead of running the call, or null to let it pass. */
  @Nullable Reply refuse(Client client, Command command, Bytes[] args);

  /**
   * As {@link #refuse}, for a call that passed, waited for a key, and is about to go on: what
   * allowed it may be over. The locks of its keys are held, so no lock may be taken here.
   */
  default @Nullable Reply refuseAgain(Client client, Command command, Bytes[] args) {
    return null;
  }

  /**
   * The error to give instead of going on to wait, for a call that passed and waits for the lock of
   * a key; or null. Asked now and then.
   */
  default Reply.@Nullable Failure refuseToWait(Command command, Bytes[] args) {
    return null;
  }
}
