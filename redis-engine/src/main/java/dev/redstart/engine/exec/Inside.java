package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls inside of another one, as scripts make them: at its moment, without waiting, and under
 * its locks, to which are added what they need themselves, until the outer call is done. What they
 * lead to is settled one by one, and logged as one group.
 */
public final class Inside {

  private final Executor executor;
  private final Call outer;
  private final GroupAftermath after;
  private boolean logging = true;

  Inside(Executor executor, Call outer, GroupAftermath after) {
    this.executor = executor;
    this.outer = outer;
    this.after = after;
  }

  /** The error that the gates inside of scripts have for a call, or null to let it pass. */
  public Reply.@Nullable Failure refusal(Command command, Bytes[] args) {
    for (Gate gate : executor.gatesInside().asked()) {
      if (gate.refuse(outer.client(), command, args) instanceof Reply.Failure failure) {
        return failure;
      }
    }
    return null;
  }

  /**
   * Counts what a call is answered that may not run.
   *
   * @param command null where there is none of that name
   */
  public Reply.Failure refused(@Nullable Command command, Reply.Failure why) {
    executor.refusedInside(command, why);
    return why;
  }

  /** Locks everything: calls may come from other threads now, which can't lock for this one. */
  public void lockEverything() {
    after.lock(executor.keyspace().planAll());
  }

  /** Whether logs are to hear of what the next calls change. */
  public void logs(boolean log) {
    logging = log;
  }

  /** Runs one call; its command accepts the number of its arguments. */
  public Reply run(Command command, Bytes[] args) {
    Call call = new Call(executor.around(), outer.client(), command, args, outer.now()).ofScript();
    call.consequences(after);
    if (!logging) {
      call.unlogged();
    }
    after.lock(executor.plan(command, args));
    Reply reply = executor.invoke(call);
    if (!command.isQuick() && outer.startedAt() == 0) {
      outer.startedLate(call.startedAt());
    }
    executor.settlement().settle(call, after);
    return reply;
  }
}
