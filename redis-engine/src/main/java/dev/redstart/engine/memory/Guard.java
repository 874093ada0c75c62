package dev.redstart.engine.memory;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.memory.Evictor.Effort;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Timers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one limit for as long as it stands: makes room before a call runs, and refuses those that
 * need memory where none can be made.
 */
final class Guard {

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final Reply.Failure REFUSED = new Reply.Failure(Errors.OUT_OF_MEMORY);

  private static final long BETWEEN_WARNINGS = 3_600_000;

  private final Evictor evictor;
  private final Effort effort;
  private final Clock clock;
  private final Timers timers;
  private final AtomicBoolean goingOn = new AtomicBoolean();
  private volatile boolean failed;
  private volatile long toldOfFailure = Long.MIN_VALUE / 2;

  Guard(Evictor evictor, Effort effort, Assembly engine) {
    this.evictor = evictor;
    this.effort = effort;
    this.clock = engine.surroundings().clock();
    this.timers = engine.timers();
  }

  /** Comes into force: what is too much already goes without waiting for a call. */
  void begin() {
    long used = evictor.used(clock.millis());
    if (used > effort.budget()) {
      LOG.warn("maxmemory is {} bytes, and {} are in use already", effort.budget(), used);
      goOn();
    }
  }

  /** As {@link dev.redstart.engine.spi.Gate#refuse}. */
  @Nullable Reply refuse(Client client, Command command, Bytes[] args) {
    long now = client.lastCallAt();
    boolean over = evictor.used(now) > effort.budget() || evictor.exceeding();
    boolean out = over && free(now) == Outcome.FAILED;
    if (over) {
      // Who has read a key that went is told before the reply of this call.
      client.outbox().hear();
    }
    failed = out;
    return out && Execution.has(Flag.DENYOOM, client, command, args) ? REFUSED : null;
  }

  /** True where there was no memory left when it was last looked for. */
  boolean failed() {
    return failed;
  }

  /** As {@link dev.redstart.engine.spi.Gate#refuseAgain}. */
  @Nullable Reply refuseAgain(Command command) {
    return failed && command.has(Flag.DENYOOM) ? REFUSED : null;
  }

  private Outcome free(long now) {
    Outcome outcome = evictor.free(effort, now);
    if (outcome == Outcome.RUNNING) {
      goOn();
    } else if (outcome == Outcome.FAILED && now - toldOfFailure > BETWEEN_WARNINGS) {
      toldOfFailure = now;
      LOG.warn("maxmemory of {} bytes is reached, and no key may go", effort.budget());
    }
    return outcome;
  }

  /** Makes room between calls, a little at a time. */
  private void goOn() {
    if (goingOn.compareAndSet(false, true)) {
      timers.at(clock.millis(), this::freeMore);
    }
  }

  private void freeMore() {
    goingOn.set(false);
    free(clock.millis());
  }
}
