package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The requests of one connection, of which some are read before it is their turn. */
final class Requests {

  /** So many are handed over together with one that may take long. */
  private static final int MOST_WITH_IT = 15;

  private final RespDecoder decoder;
  private final Deque<Bytes[]> ahead = new ArrayDeque<>(0);

  Requests(RespDecoder decoder) {
    this.decoder = decoder;
  }

  /** The next one, null where it has not arrived yet. */
  Bytes @Nullable [] next() throws ProtocolException {
    return ahead.isEmpty() ? decoder.next() : ahead.remove();
  }

  /** Those that were read; whoever is told how many are his takes them from there. */
  Queue<Bytes[]> ahead() {
    return ahead;
  }

  /**
   * Takes one back that was given out, and reads on.
   *
   * @return how many of those that come next go together: this one, and those right behind it that
   *     {@code goesAlong} says so of
   */
  int backWithMore(Bytes[] request, Predicate<Bytes[]> goesAlong) {
    if (!ahead.isEmpty()) {
      ahead.addFirst(request);
      return 1;
    }
    ahead.add(request);
    try {
      for (int more = 0; more < MOST_WITH_IT; more++) {
        Bytes[] next = decoder.next();
        if (next == null) {
          break;
        }
        ahead.add(next);
        if (decoder.inline() || !goesAlong.test(next)) {
          return ahead.size() - 1;
        }
      }
    } catch (ProtocolException e) {
      // It comes again when it is its turn: the decoder stays where it is.
    }
    return ahead.size();
  }
}
