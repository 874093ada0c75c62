package dev.redstart.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scripts from many threads, which touch keys that they don't declare: all or nothing is seen. */
class ScriptLocksTest {

  private static final int ACCOUNTS = 12;
  private static final int ROUNDS = 400;
  private static final String MOVE =
      "local from, to = ARGV[1], ARGV[2] "
          + "redis.call('INCR', KEYS[1]) "
          + "redis.call('DECRBY', from, 3) "
          + "redis.call('INCRBY', to, 3) return 1";

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final RedisEngine engine = RedisEngine.builder().build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger counter = new AtomicInteger();

  @AfterEach
  void close() {
    threads.shutdownNow();
    engine.close();
  }

  @Test
  void noOneSeesHalfAScriptAndNoOneIsStuck() throws Exception {
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      work.add(threads.submit(() -> each(this::move)));
      work.add(threads.submit(() -> each(this::moveInTransaction)));
      work.add(threads.submit(() -> each(this::sumByManyKeys)));
      work.add(threads.submit(() -> each(this::sumInScript)));
      work.add(threads.submit(() -> each(this::touchOne)));
    }
    work.add(threads.submit(() -> each(this::moveInCoroutine)));
    work.add(threads.submit(() -> each(this::lookAtAll)));
    for (Future<?> each : work) {
      each.get(120, TimeUnit.SECONDS);
    }
    try (Session session = engine.session()) {
      assertThat(session.execute(sum()).asList().stream().mapToLong(ScriptLocksTest::number).sum())
          .as("-Dseed=%d", seed)
          .isZero();
      long moves = number(session.execute("GET", "moves"));
      assertThat(moves).isEqualTo(5L * ROUNDS);
    }
  }

  private interface Step {
    void run(Session session, Random random);
  }

  private void each(Step step) {
    Random random = new Random(seed + counter.incrementAndGet());
    try (Session session = engine.session()) {
      for (int i = 0; i < ROUNDS; i++) {
        step.run(session, random);
      }
    }
  }

  private void move(Session session, Random random) {
    ok(session.execute("EVAL", MOVE, "1", "moves", account(random), account(random)));
  }

  private void moveInTransaction(Session session, Random random) {
    session.execute("MULTI");
    session.execute("EVAL", MOVE, "1", "moves", account(random), account(random));
    session.execute("GET", account(random));
    ok(session.execute("EXEC").asList().get(0));
  }

  private void moveInCoroutine(Session session, Random random) {
    String script =
        "local a, b = ARGV[1], ARGV[2] redis.call('INCR', KEYS[1]) "
            + "local f = coroutine.wrap(function() redis.call('DECR', a) coroutine.yield() "
            + "redis.call('INCR', b) end) f() f() return 1";
    ok(session.execute("EVAL", script, "1", "moves", account(random), account(random)));
  }

  private void sumByManyKeys(Session session, Random random) {
    long sum = 0;
    for (Reply balance : session.execute(sum()).asList()) {
      sum += number(balance);
    }
    assertThat(sum).isZero();
  }

  private void sumInScript(Session session, Random random) {
    String script =
        "local s = 0 for i = tonumber(ARGV[1]), 0, -1 do s = s + (redis.call('GET', 'account:' .. i)"
            + " or 0) end return s";
    Reply sum = session.execute("EVAL", script, "0", "" + (ACCOUNTS - 1));
    assertThat(((Reply.Int) sum).value()).isZero();
  }

  private void touchOne(Session session, Random random) {
    session.execute("APPEND", "other:" + random.nextInt(100), "x");
    session.execute("MSET", "other:1", "1", "other:2", "1", "other:3", "1");
  }

  private void lookAtAll(Session session, Random random) {
    session.execute("RANDOMKEY");
    session.execute("SCAN", "0", "COUNT", "5");
  }

  private static String account(Random random) {
    return "account:" + random.nextInt(ACCOUNTS);
  }

  private static String[] sum() {
    List<String> words = new ArrayList<>(List.of("MGET"));
    for (int i = 0; i < ACCOUNTS; i++) {
      words.add("account:" + i);
    }
    return words.toArray(String[]::new);
  }

  private static long number(Reply reply) {
    return reply.isNull() ? 0 : Long.parseLong(String.valueOf(reply.asText()));
  }

  private static void ok(Reply reply) {
    assertThat(reply).isEqualTo(Reply.integer(1));
  }
}
