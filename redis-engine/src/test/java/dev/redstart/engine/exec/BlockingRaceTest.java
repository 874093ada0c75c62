package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Pushers, poppers that wait, and others who end their waits by force, by timeout or by going away:
 * each element comes out exactly once.
 */
final class BlockingRaceTest {

  private static final int PUSHERS = 3;
  private static final int POPPERS = 5;
  private static final int ELEMENTS = 3000;
  private static final String[][] POPS = {
    {"BLPOP", "a", "0"},
    {"BRPOP", "b", "a", "c", "0"},
    {"BLMOVE", "a", "b", "LEFT", "RIGHT", "0.01"},
    {"BLMPOP", "0.002", "3", "c", "b", "a", "RIGHT", "COUNT", "2"},
    {"BRPOPLPUSH", "b", "c", "0.001"},
    {"BLPOP", "c", "0.001"},
  };

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final RedisEngine engine = RedisEngine.builder().build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger left = new AtomicInteger(PUSHERS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    engine.close();
  }

  @Test
  void eachElementComesOutOnce() throws Exception {
    List<Session> waiting = new ArrayList<>();
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < POPPERS; i++) {
      Session session = engine.session();
      waiting.add(session);
      Random random = new Random(seed + i);
      work.add(threads.submit(() -> pop(session, random)));
    }
    for (int i = 0; i < PUSHERS; i++) {
      int pusher = i;
      work.add(threads.submit(() -> push(pusher)));
    }
    Future<?> unblocker = threads.submit(() -> unblock(waiting));
    while (left.get() > 0) {
      Thread.onSpinWait();
    }
    over.set(true);
    for (Future<?> each : work) {
      each.get(60, TimeUnit.SECONDS);
    }
    unblocker.get(60, TimeUnit.SECONDS);
    drain();
    assertThat(taken).as("-Dseed=%d", seed).doesNotHaveDuplicates().hasSize(PUSHERS * ELEMENTS);
    assertThat(waiting).noneMatch(session -> session.client().blocked());
  }

  private void push(int pusher) {
    try (Session session = engine.session()) {
      Random random = new Random(seed - 1 - pusher);
      for (int i = 0; i < ELEMENTS; i++) {
        String key = "abc".substring(random.nextInt(3)).substring(0, 1);
        session.execute(random.nextBoolean() ? "LPUSH" : "RPUSH", key, pusher + ":" + i);
      }
    } finally {
      left.decrementAndGet();
    }
  }

  private void pop(Session first, Random random) {
    Session session = first;
    while (!over.get()) {
      String[] call = POPS[random.nextInt(POPS.length)];
      Reply reply = session.execute(call);
      if (reply instanceof Reply.Array pair && !call[0].startsWith("BLM")) {
        taken.add(String.valueOf(pair.items().get(1).asText()));
      } else if (reply instanceof Reply.Array pair) {
        pair.items().get(1).asList().forEach(e -> taken.add(String.valueOf(e.asText())));
      }
    }
  }

  private void unblock(List<Session> waiting) {
    while (!over.get() || waiting.stream().anyMatch(session -> session.client().blocked())) {
      waiting.forEach(Session::cancel);
      Thread.onSpinWait();
    }
  }

  private void drain() {
    try (Session session = engine.session()) {
      for (String key : List.of("a", "b", "c")) {
        session
            .execute("LRANGE", key, "0", "-1")
            .asList()
            .forEach(e -> taken.add(String.valueOf(e.asText())));
      }
    }
  }
}
