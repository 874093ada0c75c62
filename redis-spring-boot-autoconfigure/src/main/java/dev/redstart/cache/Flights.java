package dev.redstart.cache;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Who loads which value in this process: at most one thread for each key. */
final class Flights {

  private final ConcurrentMap<Key, Flight> flying = new ConcurrentHashMap<>();

  /** One entry of one cache. */
  private record Key(String cache, ByteBuffer key) {}

  /**
   * Begins to load.
   *
   * @return the flight of whoever loads already; null where {@code mine} is the one now, which has
   *     to be ended
   */
  @Nullable Flight begin(String cache, byte[] key, Flight mine) {
    return flying.putIfAbsent(new Key(cache, ByteBuffer.wrap(key)), mine);
  }

  void end(String cache, byte[] key, Flight mine) {
    flying.remove(new Key(cache, ByteBuffer.wrap(key)), mine);
  }

  /** One loading of one value. */
  static final class Flight {

    private final @Nullable Thread loader;
    private final CompletableFuture<byte[]> landing = new CompletableFuture<>();

    private Flight(@Nullable Thread loader) {
      this.loader = loader;
    }

    /** The calling thread loads. */
    static Flight ofMine() {
      return new Flight(Thread.currentThread());
    }

    /** What is loaded comes later, from whichever thread. */
    static Flight ofNobody() {
      return new Flight(null);
    }

    /** A loader may ask for what it loads itself, and must not wait for that. */
    boolean isMine() {
      return loader == Thread.currentThread();
    }

    void landed(byte[] value) {
      landing.complete(value);
    }

    void failed(Throwable failure) {
      landing.completeExceptionally(failure);
    }

    /** The value once it is there, or its loader's failure. */
    CompletableFuture<byte[]> landing() {
      return landing.copy();
    }

    /** Waits for the value, or fails as its loader did. */
    byte[] await() throws InterruptedException {
      try {
        return landing.get();
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        Throwable failure =
            cause instanceof CompletionException && cause.getCause() != null
                ? cause.getCause()
                : cause;
        if (failure instanceof RuntimeException unchecked) {
          throw unchecked;
        }
        throw new CompletionException(failure);
      }
    }
  }
}
