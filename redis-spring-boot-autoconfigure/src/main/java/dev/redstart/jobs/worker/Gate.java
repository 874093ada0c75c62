package dev.redstart.jobs.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a worker's loops may take jobs. Whoever waits is told at once when that changes. */
final class Gate {

  private enum State {
    OPEN,
    SHUT,
    ENDED
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.OPEN;
  private @Nullable Thread waiting;

  void open() {
    set(State.OPEN);
  }

  void shut() {
    set(State.SHUT);
  }

  /** For good. */
  void end() {
    set(State.ENDED);
  }

  boolean isOpen() {
    lock.lock();
    try {
      return state == State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  boolean hasEnded() {
    lock.lock();
    try {
      return state == State.ENDED;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while it is shut. True where it is open now, false where it has ended. */
  boolean awaitOpen() {
    lock.lock();
    try {
      while (state == State.SHUT) {
        changed.awaitUninterruptibly();
      }
      return state == State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the time to pass or for the gate to be shut. */
  void await(Duration time) {
    lock.lock();
    try {
      long nanos = time.toNanos();
      while (nanos > 0 && state == State.OPEN) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      // Nobody but this worker interrupts its threads; it looks at the state next.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Runs something that waits elsewhere, and ends with an exception when the gate is shut. */
  void interruptibly(Runnable wait) {
    if (!beginWait()) {
      return;
    }
    try {
      wait.run();
    } catch (RuntimeException e) {
      if (!wasInterrupted()) {
        throw e;
      }
    } finally {
      endWait();
    }
  }

  private boolean beginWait() {
    lock.lock();
    try {
      waiting = state == State.OPEN ? Thread.currentThread() : null;
      return waiting != null;
    } finally {
      lock.unlock();
    }
  }

  /** Whoever interrupts it forgets it at once, so that it is done once and undone once. */
  private boolean wasInterrupted() {
    lock.lock();
    try {
      return waiting == null;
    } finally {
      lock.unlock();
    }
  }

  private void endWait() {
    lock.lock();
    try {
      if (waiting == null) {
        Thread.interrupted();
      }
      waiting = null;
    } finally {
      lock.unlock();
    }
  }

  private void set(State next) {
    lock.lock();
    try {
      if (state != State.ENDED) {
        state = next;
      }
      if (state != State.OPEN && waiting != null) {
        waiting.interrupt();
        waiting = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@code done} is true, told by {@link #tell}. False where the time passed first. */
  boolean awaitUntil(BooleanSupplier done, Duration patience) {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(patience.toMillis());
      while (!done.getAsBoolean()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Something changed that somebody may wait for. */
  void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
