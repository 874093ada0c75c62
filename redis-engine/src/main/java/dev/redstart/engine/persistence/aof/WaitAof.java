package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.persistence.aof.Acknowledgements.Safety;
import dev.redstart.engine.reply.Reply;

/** WAITAOF, of a server without replicas. */
final class WaitAof {

  private static final Reply.Failure OFF =
      new Reply.Failure(
          "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.");

  private final Execution execution;
  private final AofLog log;

  WaitAof(Execution execution, AofLog log) {
    this.execution = execution;
    this.log = log;
  }

  void declare(Family family) {
    family
        .control("WAITAOF numlocal:integer numreplicas:integer timeout:integer", this::run)
        .blocking()
        .tips("request_policy:all_shards", "response_policy:agg_min")
        .doc("7.2.0", "O(1)", "Waits until what the caller has written is on disks.");
  }

  private Reply run(Call call) {
    Args in = call.options(1);
    long local = in.integer();
    if (local < 0 || local > 1) {
      throw new CommandException(Errors.outOfRange(0, 1));
    }
    long replicas = in.integer(0, Long.MAX_VALUE, Errors.NOT_POSITIVE);
    long timeout = in.timeout(call.now());
    if (local > 0 && !log.on()) {
      throw new CommandException(OFF);
    }
    long position = log.appended();
    boolean synced = log.active() && log.safe(position, Safety.RESTORABLE);
    Reply now = reply(synced);
    if (replicas == 0 && (local == 0 || synced)) {
      return now;
    }
    if (replicas == 0) {
      Client client = call.client();
      call.onceWaiting(
          () -> log.whenRestorable(position, failure -> answer(client, failure == null)));
    }
    return call.waitForTime(timeout, now);
  }

  /** Where it is kept: by its turn, or since the log was turned off. Who isn't told so waits on. */
  private void answer(Client client, boolean kept) {
    if (kept) {
      boolean unused = execution.executor().unblock(client, log.on() ? reply(true) : OFF);
    }
  }

  private static Reply reply(boolean synced) {
    return Reply.array(Reply.integer(synced ? 1 : 0), Reply.integer(0));
  }
}
