package dev.redstart.engine.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one event loop share, since only one of them has a turn at a time: an
 * array to look at input, one to write replies, the round that they are read in, and what workers
 * do for them.
 */
final class LoopMemory {

  /** As much as Netty reads at once. */
  private static final int INPUT = 64 << 10;

  private static final FastThreadLocal<LoopMemory> MEMORY =
      new FastThreadLocal<>() {
        @Override
        protected LoopMemory initialValue() {
          return new LoopMemory();
        }
      };

  private final byte[] in = new byte[INPUT];
  private final ReplyBuffer out = new ReplyBuffer();
  private final Round round = new Round();
  private @Nullable Errands errands;
  private final RespEncoder resp2 = new RespEncoder(out, false);
  private final RespEncoder resp3 = new RespEncoder(out, true);

  private LoopMemory() {}

  /** That of the calling event loop. */
  static LoopMemory ofThisThread() {
    return MEMORY.get();
  }

  byte[] in() {
    return in;
  }

  ReplyBuffer out() {
    return out;
  }

  Round round() {
    return round;
  }

  /**
   * What its connections have workers do; the loop and the workers are the same for all of them.
   */
  Errands errands(EventLoop loop, Executor workers) {
    Errands all = errands;
    if (all == null) {
      all = new Errands(loop, workers);
      errands = all;
    }
    return all;
  }

  RespEncoder encoder(int protocol) {
    return protocol == 3 ? resp3 : resp2;
  }
}
