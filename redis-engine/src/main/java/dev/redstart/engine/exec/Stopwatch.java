package dev.redstart.engine.exec;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.time.Clock;

/**
 * Measures how long handlers take, and tells a {@link Witness} what it wants to hear. Waiting for
 * locks is not counted.
 */
public final class Stopwatch {

  /** Who wants to hear of calls. Called under the locks of the call's keys; must be quick. */
  public interface Witness {

    /** A call is about to run others inside of it. */
    void begins(Call call);

    /** A call has run for the first time, whether it is done or waits for a key. */
    void ran(Call call);

    /** A call is done and took {@link Stopwatch#tellFrom} or longer. */
    void slow(Call call, long nanos);

    /**
     * Something the engine does by itself took {@link Stopwatch#tellFrom} or longer. No lock is
     * held.
     */
    void slow(String what, long nanos);
  }

  /** Where calls that took this long interest someone, one in sixty-four is not good enough. */
  private static final long SHORT_NANOS = 1_000_000;

  private static final int SAMPLE = 64;

  private final Clock clock;
  private Witness witness = new Nobody();
  private volatile boolean telling;
  private volatile boolean timingAll;
  private volatile boolean spreading = true;
  private volatile long slowFrom = Long.MAX_VALUE;

  Stopwatch(Clock clock) {
    this.clock = clock;
  }

  /** Who hears of calls. Set before the engine starts. */
  public void tell(Witness newWitness) {
    this.witness = newWitness;
  }

  /** Whether each call is told of by {@link Witness#ran}. */
  public void tellAll(boolean all) {
    this.telling = all;
  }

  /** From how many nanoseconds on a call is told of by {@link Witness#slow}. */
  public void tellFrom(long nanos, boolean evenQuickOnes) {
    this.slowFrom = nanos;
    this.timingAll = evenQuickOnes || nanos <= SHORT_NANOS;
  }

  /** Whether durations are kept for percentiles and histograms. */
  public void spread(boolean keep) {
    this.spreading = keep;
  }

  /** Steady nanoseconds now, where a call is to be timed: {@link #stop} is to follow. */
  long start() {
    return clock.nanos();
  }

  /** For how many calls this one stands where it is timed, 0 where it isn't. */
  int weight(Client client, Command command) {
    if (!command.isQuick() || timingAll || command.timings().few()) {
      return 1;
    }
    return client.tick() % SAMPLE == 0 ? SAMPLE : 0;
  }

  void stop(Call call, Reply reply, int weight) {
    if (reply != Reply.Absent.WAITING) {
      done(call, clock.nanos() - call.startedAt(), weight);
    }
  }

  void done(Call call, long nanos, int weight) {
    call.command().timings().note(nanos, weight, spreading);
    if (nanos >= slowFrom) {
      witness.slow(call, nanos);
    }
  }

  /** Tells of something that the engine has done by itself. */
  public void cycle(String what, long nanos) {
    if (nanos >= slowFrom) {
      witness.slow(what, nanos);
    }
  }

  /** To be called by who runs calls inside of {@code call}, before the first. */
  public void begins(Call call) {
    if (telling) {
      witness.begins(call);
    }
  }

  void ran(Call call) {
    if (telling) {
      witness.ran(call);
    }
  }

  private static final class Nobody implements Witness {
    @Override
    public void begins(Call call) {}

    @Override
    public void ran(Call call) {}

    @Override
    public void slow(Call call, long nanos) {}

    @Override
    public void slow(String what, long nanos) {}
  }
}
