package dev.redstart.engine.persistence.files;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a thread of its own reads to the one that takes it, in order and many at a time, so
 * that a file is decoded while what stood before is put in its place.
 *
 * @param <T> what is read
 */
public final class Belt<T> implements AutoCloseable {

  /** So many things, or what takes so many bytes of a file, are handed over at once. */
  private static final int MOST = 1024;

  private static final int MOST_BYTES = 1 << 18;

  /** What takes so many bytes may wait; what takes more alone waits alone. */
  private static final int MOST_WAITING = 1 << 21;

  private static final long PATIENCE_MILLIS = 20;

  private final BlockingQueue<Batch<T>> batches = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final Thread reader;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  // Of the thread that reads.
  private List<T> batch = new ArrayList<>(MOST);
  private long position;
  private long begin;

  // Of the one that takes.
  private int taken;
  private boolean interrupted;

  private record Batch<T>(List<T> things, int room) {}

  /**
   * Begins to read.
   *
   * @param read puts all there is; what it throws, {@link #next} throws once the rest was taken
   */
  public Belt(String thread, Consumer<Belt<T>> read) {
    this.reader = new Thread(() -> read(read), thread);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Consumer<Belt<T>> read) {
    try {
      read.accept(this);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    try {
      handOver();
    } catch (CancellationException e) {
      // Nobody takes it any more.
      return;
    }
    batches.add(new Batch<>(List.of(), 0));
  }

  /**
   * Puts something; on the thread that reads.
   *
   * @param until up to where the file was read for it
   */
  public void put(T thing, long until) {
    batch.add(thing);
    position = until;
    if (batch.size() == MOST || position - begin >= MOST_BYTES) {
      handOver();
    }
  }

  private void handOver() {
    if (batch.isEmpty()) {
      return;
    }
    int needed = (int) Math.max(1, Math.min(position - begin, MOST_WAITING));
    awaitRoom(needed);
    batches.add(new Batch<>(batch, needed));
    batch = new ArrayList<>(MOST);
    begin = position;
  }

  private void awaitRoom(int needed) {
    // Whatever has become of the interruption.
    if (closed) {
      throw new CancellationException();
    }
    try {
      room.acquire(needed);
    } catch (InterruptedException e) {
      throw (CancellationException) new CancellationException().initCause(e);
    }
  }

  /**
   * The next things, none at the end.
   *
   * @param meanwhile is called now and then while there are none yet
   */
  public List<T> next(Runnable meanwhile) {
    room.release(taken);
    taken = 0;
    Batch<T> some = poll();
    while (some == null) {
      meanwhile.run();
      some = poll();
    }
    if (some.things.isEmpty()) {
      // For who asks again.
      batches.add(some);
      rethrow();
    }
    taken = some.room;
    return some.things;
  }

  private @Nullable Batch<T> poll() {
    try {
      return batches.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Data that are there in part would be worse than a late end.
      interrupted = true;
      return null;
    }
  }

  private void rethrow() {
    Throwable why = failure;
    if (why instanceof Error error) {
      throw error;
    }
    if (why != null) {
      throw (RuntimeException) why;
    }
  }

  /** Ends; the other thread reads no more then. */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
