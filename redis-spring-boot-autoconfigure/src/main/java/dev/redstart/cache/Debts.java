package dev.redstart.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Removals that a server that was away still has to hear of, the same one once. Where there are too
 * many for one cache, the whole of that cache is owed.
 */
final class Debts {

  private static final int MOST = 10_000;

  private final UnaryOperator<String> patternOf;
  private final Map<Name, Debt> owed = new LinkedHashMap<>();
  private volatile boolean any;

  /**
   * @param patternOf the pattern of all keys of a cache
   */
  Debts(UnaryOperator<String> patternOf) {
    this.patternOf = patternOf;
  }

  /** A removal that is still to be done. */
  record Debt(Name name, Consumer<RedisCacheWriter> payment) {}

  /** What makes two removals the same. */
  record Name(String cache, ByteBuffer what, boolean whole) {}

  static Debt evict(String cache, byte[] key) {
    return new Debt(
        new Name(cache, ByteBuffer.wrap(key), false), server -> server.evictIfPresent(cache, key));
  }

  static Debt clear(String cache, byte[] pattern) {
    return new Debt(
        new Name(cache, ByteBuffer.wrap(pattern), true),
        server -> server.invalidate(cache, pattern));
  }

  synchronized void add(Debt debt) {
    Debt added = debt;
    if (owed.size() >= MOST) {
      String cache = debt.name().cache();
      owed.keySet().removeIf(name -> name.cache().equals(cache));
      added = clear(cache, patternOf.apply(cache).getBytes(UTF_8));
    }
    owed.put(added.name(), added);
    any = true;
  }

  /** Does what is owed, or as much of it as goes well; who else comes meanwhile waits. */
  void pay(RedisCacheWriter server) {
    if (any) {
      payAll(server);
    }
  }

  private synchronized void payAll(RedisCacheWriter server) {
    for (var debts = owed.values().iterator(); debts.hasNext(); ) {
      debts.next().payment().accept(server);
      debts.remove();
    }
    any = false;
  }
}
