package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private final AtomicInteger interrupts = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger(PUSHERS);
  private final AtomicInteger popping = new AtomicInteger(POPPERS);

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
    AtomicReference<@Nullable Thread> interruptible = new AtomicReference<>();
    work.add(threads.submit(() -> popInterruptibly(new Random(seed - 100), interruptible)));
    work.add(threads.submit(() -> leave(new Random(seed - 101))));
    Future<?> unblocker = threads.submit(() -> unblock(waiting));
    Future<?> interrupter = threads.submit(() -> interrupt(interruptible));
    // On a busy machine the pushers may be done before anyone was interrupted.
    while (left.get() > 0 || interrupts.get() == 0) {
      Thread.onSpinWait();
    }
    over.set(true);
    for (Future<?> each : work) {
      each.get(60, TimeUnit.SECONDS);
    }
    unblocker.get(60, TimeUnit.SECONDS);
    interrupter.get(60, TimeUnit.SECONDS);
    drain();
    assertThat(taken).as("-Dseed=%d", seed).doesNotHaveDuplicates().hasSize(PUSHERS * ELEMENTS);
    assertThat(waiting).noneMatch(session -> session.client().blocked());
    assertThat(interrupts).hasPositiveValue();
  }

  @Test
  void nobodySeesWhatWasPushedForAWaiter() throws Exception {
    ConcurrentLinkedQueue<Reply> stolen = new ConcurrentLinkedQueue<>();
    Future<?> thief = threads.submit(() -> steal(stolen));
    try (Session waiter = engine.session();
        Session pusher = engine.session()) {
      for (int i = 0; i < ELEMENTS; i++) {
        CompletableFuture<Reply> reply = waiter.executeAsync(bytes("BLPOP", "a", "b", "c", "0"));
        pusher.execute("LPUSH", "b", "" + i);
        assertThat(reply).isDone();
        assertThat(reply.join().asList().get(1).asText()).isEqualTo("" + i);
      }
    }
    over.set(true);
    thief.get(60, TimeUnit.SECONDS);
    assertThat(stolen).isEmpty();
  }

  private void steal(ConcurrentLinkedQueue<Reply> stolen) {
    try (Session session = engine.session()) {
      while (!over.get()) {
        Reply reply = session.execute("LPOP", "b");
        if (!reply.isNull()) {
          stolen.add(reply);
        }
      }
    }
  }

  private static Bytes[] bytes(String... words) {
    return Stream.of(words).map(Bytes::of).toArray(Bytes[]::new);
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

  /** Waits, and may be told by others to stop. */
  private void pop(Session session, Random random) {
    try {
      while (!over.get()) {
        take(session.execute(POPS[random.nextInt(POPS.length)]));
      }
    } finally {
      popping.decrementAndGet();
    }
  }

  /** Waits, and goes away meanwhile. */
  private void leave(Random random) {
    while (!over.get()) {
      Session session = engine.session();
      CompletableFuture<Reply> reply = session.executeAsync(bytes(POPS[random.nextInt(3)]));
      for (int i = random.nextInt(2000); i > 0; i--) {
        Thread.onSpinWait();
      }
      session.close();
      take(reply.join());
    }
  }

  /** Waits on a thread that others interrupt. */
  private void popInterruptibly(Random random, AtomicReference<@Nullable Thread> self) {
    self.set(Thread.currentThread());
    try (Session session = engine.session()) {
      while (!over.get()) {
        try {
          take(session.execute(POPS[random.nextInt(3)]));
        } catch (CancellationException e) {
          interrupts.incrementAndGet();
        }
        Thread.interrupted();
      }
    }
    self.set(null);
  }

  private void take(Reply reply) {
    if (reply instanceof Reply.Array pair) {
      Reply second = pair.items().get(1);
      List<Reply> elements = second instanceof Reply.Array all ? all.items() : List.of(second);
      elements.forEach(element -> taken.add(String.valueOf(element.asText())));
    }
  }

  private void interrupt(AtomicReference<@Nullable Thread> popper) {
    for (Thread thread = popper.get(); !over.get() || thread != null; thread = popper.get()) {
      if (thread != null) {
        thread.interrupt();
      }
      Thread.onSpinWait();
    }
  }

  private void unblock(List<Session> waiting) {
    // A popper may begin to wait after all seemed to be over.
    while (!over.get() || popping.get() > 0) {
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
