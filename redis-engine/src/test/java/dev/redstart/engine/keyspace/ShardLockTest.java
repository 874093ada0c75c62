package dev.redstart.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShardLockTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 20_000;

  private final ShardLock lock = new ShardLock();
  private int counted;

  @Test
  void oneThreadAtATimeHoldsIt() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      all.add(CompletableFuture.runAsync(this::count, task -> new Thread(task).start()));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
    assertThat(counted).isEqualTo(THREADS * ROUNDS);
  }

  private void count() {
    for (int i = 0; i < ROUNDS; i++) {
      lock.lock();
      lock.lock();
      counted++;
      lock.unlock();
      counted++;
      counted--;
      lock.unlock();
    }
  }

  @Test
  void itIsFreeWhenItWasUnlockedAsOftenAsLocked() {
    lock.lock();
    lock.lock();
    lock.unlock();
    assertThat(lock.isMine()).isTrue();
    lock.unlock();
    assertThat(lock.isMine()).isFalse();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }
}
