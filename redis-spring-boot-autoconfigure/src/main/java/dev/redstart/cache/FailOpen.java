package dev.redstart.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * Lets callers go on as if the cache were empty where its server fails. What should have been
 * removed or replaced meanwhile is removed before the cache is read again.
 */
record FailOpen(RedisCacheWriter next, Outages outages, Debts debts) implements Layer {

  @Override
  public RedisCacheWriter over(RedisCacheWriter below) {
    return new FailOpen(below, outages, debts);
  }

  @Override
  public byte @Nullable [] get(String name, byte[] key) {
    return this.<byte @Nullable []>shield(name, () -> next.get(name, key), () -> null);
  }

  @Override
  public byte @Nullable [] get(String name, byte[] key, @Nullable Duration ttl) {
    return this.<byte @Nullable []>shield(name, () -> next.get(name, key, ttl), () -> null);
  }

  @Override
  public CompletableFuture<byte[]> retrieve(String name, byte[] key, @Nullable Duration ttl) {
    return shield(
            name,
            () -> next.retrieve(name, key, ttl),
            () -> CompletableFuture.<byte[]>completedFuture(null))
        .exceptionally(
            failure -> {
              tolerate(name, failure);
              return null;
            });
  }

  @Override
  public void put(String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    run(name, () -> next.put(name, key, value, ttl), Debts.evict(name, key));
  }

  @Override
  public CompletableFuture<Void> store(
      String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    Debts.Debt otherwise = Debts.evict(name, key);
    return shield(
            name,
            () -> next.store(name, key, value, ttl),
            owing(otherwise, CompletableFuture.<Void>completedFuture(null)))
        .exceptionally(
            failure -> {
              debts.add(otherwise);
              tolerate(name, failure);
              return null;
            });
  }

  @Override
  public byte @Nullable [] putIfAbsent(
      String name, byte[] key, byte[] value, @Nullable Duration ttl) {
    return this.<byte @Nullable []>shield(
        name, () -> next.putIfAbsent(name, key, value, ttl), () -> null);
  }

  @Override
  public void evict(String name, byte[] key) {
    run(name, () -> next.evict(name, key), Debts.evict(name, key));
  }

  @Override
  public boolean evictIfPresent(String name, byte[] key) {
    return shield(name, () -> next.evictIfPresent(name, key), owing(Debts.evict(name, key), false));
  }

  @Override
  public void clear(String name, byte[] pattern) {
    run(name, () -> next.clear(name, pattern), Debts.clear(name, pattern));
  }

  @Override
  public boolean invalidate(String name, byte[] pattern) {
    return shield(
        name, () -> next.invalidate(name, pattern), owing(Debts.clear(name, pattern), false));
  }

  private void run(String name, Runnable call, Debts.Debt otherwise) {
    shield(
        name,
        () -> {
          call.run();
          return true;
        },
        owing(otherwise, true));
  }

  private <T extends @Nullable Object> T shield(
      String name, Supplier<T> call, Supplier<T> instead) {
    return outages.shield(
        name,
        () -> {
          debts.pay(next);
          return call.get();
        },
        instead);
  }

  private <T> Supplier<T> owing(Debts.Debt debt, T answer) {
    return () -> {
      debts.add(debt);
      return answer;
    };
  }

  private void tolerate(String name, Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable actual = failure instanceof CompletionException && cause != null ? cause : failure;
    if (!outages.tolerates(name, actual)) {
      throw new CompletionException(actual);
    }
  }
}
