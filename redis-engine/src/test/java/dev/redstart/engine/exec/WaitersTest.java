package dev.redstart.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Call.Wait;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Outbox;
import dev.redstart.engine.command.Surroundings;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.engine.time.Randomness;
import dev.redstart.engine.types.list.ListValue;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The queues of those who wait. One thread owns all, so no lock is taken. */
final class WaitersTest {

  private static final Bytes A = Bytes.of("a");
  private static final Bytes B = Bytes.of("b");

  private final Keyspace keyspace = new Keyspace(32, 2);
  private final Surroundings around =
      new Surroundings(keyspace, new ManualClock(), Randomness.system());
  private final Client client = new Client(1, Outbox.NONE, "", "", 0);
  private final Waiters waiters = new Waiters(keyspace);
  private final Command command;

  WaitersTest() {
    try (RedisEngine engine = RedisEngine.builder().build()) {
      command = Objects.requireNonNull(engine.commands().find("blpop"));
    }
  }

  @Test
  void theFirstToComeIsTheFirstToGo() {
    Waiter second = waiter(2, A);
    Waiter first = waiter(1, A, B);
    waiters.add(second);
    waiters.add(first);
    keyspace.add(0, A, ListValue.LIST.empty(), 0);
    DbKey key = new DbKey(0, A);
    assertThat(waiters.next(key, 0)).isSameAs(first);
    assertThat(waiters.next(key, 1)).isSameAs(second);
    assertThat(waiters.next(key, 2)).isNull();
    assertThat(waiters.next(new DbKey(0, B), 0)).isNull();
    assertThat(waiters.next(new DbKey(1, A), 0)).isNull();
  }

  @Test
  void aWaitEndsOnce() {
    Waiter waiter = waiter(1, A, B, A);
    waiters.add(waiter);
    assertThat(waiters.count()).isEqualTo(1);
    assertThat(waiters.remove(waiter)).isTrue();
    assertThat(waiters.remove(waiter)).isFalse();
    assertThat(waiters.count()).isZero();
    assertThat(waiters.await(0, A)).isFalse();
    assertThat(waiters.await(0, B)).isFalse();
  }

  @Test
  void onlyKeysThatAreWaitedForBecomeReady() {
    Aftermath after = new Aftermath();
    waiters.signal(0, A, after);
    waiters.add(waiter(1, A));
    waiters.signal(0, B, after);
    waiters.signal(1, A, after);
    assertThat(after.hasReady()).isFalse();
    waiters.signal(0, A, after);
    assertThat(after.takeReady()).containsExactly(new DbKey(0, A));
    waiters.signalAll(0, after);
    waiters.signalAll(1, after);
    assertThat(after.takeReady()).containsExactly(new DbKey(0, A));
  }

  @Test
  void aPlanReachesAsFarAsItsWaiters() {
    long a = keyspace.plan(A);
    Waiter wide = waiter(1, A, B);
    assertThat(waiters.reach(a)).isEqualTo(a);
    waiters.add(wide);
    assertThat(waiters.reach(a)).isEqualTo(a | keyspace.plan(B));
    waiters.remove(wide);
    assertThat(waiters.reach(a)).isEqualTo(a);
  }

  private Waiter waiter(long order, Bytes... keys) {
    Bytes[] args =
        Stream.of(List.of(Bytes.of("BLPOP")), List.of(keys), List.of(Bytes.of("0")))
            .flatMap(List::stream)
            .toArray(Bytes[]::new);
    long plan = Stream.of(keys).mapToLong(keyspace::plan).reduce(0, (x, y) -> x | y);
    Call call = new Call(around, client, command, args, 0);
    Wait wait = new Wait(List.of(keys), ListValue.LIST, -1, Reply.nilArray(), false);
    return new Waiter(order, call, plan, wait);
  }
}
