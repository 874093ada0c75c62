package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Call.Wait;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.time.Timers.Timer;
import org.jspecify.annotations.Nullable;

/** A call that waits for a key. {@link #done} is guarded by the locks of the waiter's plan. */
final class Waiter {

  final long order;
  final Client client;
  final Command command;

  /** For the next run; guarded as {@link #done}. */
  Bytes[] args;

  final int database;
  final long plan;
  final Wait wait;
  boolean done;

  /** Its client has gone. */
  volatile boolean abandoned;

  volatile @Nullable Timer timer;

  Waiter(long order, Call call, long plan, Wait wait) {
    this.order = order;
    this.client = call.client();
    this.command = call.command();
    this.args = call.argsAgain();
    this.database = client.database();
    this.plan = plan;
    this.wait = wait;
  }
}
