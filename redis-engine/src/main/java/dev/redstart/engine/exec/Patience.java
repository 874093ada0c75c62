package dev.redstart.engine.exec;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Gate;
import dev.redstart.engine.spi.Gates;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the gates whether a call may go on waiting for locks. Belongs to the call's thread. */
final class Patience implements BooleanSupplier {

  private final Gates gates;
  private final Call call;
  private Reply.@Nullable Failure refusal;

  Patience(Gates gates, Call call) {
    this.gates = gates;
    this.call = call;
  }

  @Override
  public boolean getAsBoolean() {
    for (Gate gate : gates.asked()) {
      refusal = gate.refuseToWait(call.command(), call.args());
      if (refusal != null) {
        return false;
      }
    }
    return true;
  }

  /** What the call answers, once it may not wait any more. */
  CommandException over() {
    Reply.Failure why = refusal;
    if (why == null) {
      throw new IllegalStateException("nobody objects");
    }
    return new CommandException(why);
  }
}
