package dev.redstart.engine.persistence;

import dev.redstart.engine.keyspace.Epoch;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.Bases;
import dev.redstart.engine.persistence.files.Draft;
import dev.redstart.engine.value.DataWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All data as they were at one moment, on their way into a file while they go on to change. One
 * thread writes and closes.
 *
 * @param <W> what writes the form of the file
 */
final class Capture<W extends DataWriter<W>> implements Epoch.Witness, Bases.Base {

  /*
   * The thread walks over the keys, and collects what it meets while a shard is locked in `batch`. Whoever changes a key
   * that it has not met adds it, as it was, to `pending`. A file has no order among its keys, so both go into it as they
   * come. Where those who change keys are faster than the thread, they pause for a moment with each piece that they have
   * filled, and beyond a limit put one into the file themselves: so what is in memory stays bounded. Up to there none of
   * them waits for the disk, not even in the system, which lets nobody change the end of a file while it writes that down.
   */

  /** So many bytes are collected before a shard is released. */
  private static final int BATCH = 1 << 16;

  private static final int MUCH_PENDING = 16 << 20;
  private static final int MOST_PENDING = 64 << 20;

  private final Form<W> form;
  private final Extent<W> extent;
  private final Runnable onEnd;
  private final W batch;
  private final Pending<W> pending;
  private final LongAdder written = new LongAdder();
  private final Epoch epoch;
  private boolean over;
  private volatile @Nullable IOException failure;

  /** Guarded by this. */
  private @Nullable W file;

  /**
   * How data are written.
   *
   * @param inMemory makes a writer into memory
   * @param to makes one to a stream
   * @param pace how fast
   */
  record Form<W extends DataWriter<W>>(
      Supplier<W> inMemory, Function<OutputStream, W> to, Pace pace) {}

  /**
   * What is known at the beginning.
   *
   * @param front all that stands before the keys
   * @param keys how many there are
   * @param now which moment it is
   */
  record Extent<W extends DataWriter<W>>(W front, long keys, long now) {}

  /** Begins. All shards are locked. */
  Capture(Keyspace keyspace, Form<W> form, Extent<W> extent, Runnable onEnd) {
    this.form = form;
    this.extent = extent;
    this.onEnd = onEnd;
    this.batch = form.inMemory.get();
    this.pending = new Pending<>(form.inMemory);
    this.epoch = keyspace.epoch(this, extent.now);
  }

  /** How many keys there were. */
  long keys() {
    return extent.keys;
  }

  /** How many of them are written, or about to be. */
  long written() {
    return written.sum();
  }

  @Override
  public void abandon() {
    fail(new IOException("given up"));
  }

  @Override
  public void writeTo(Draft out) throws IOException {
    out.letSettle();
    W to = begin(out);
    boolean more = true;
    while (more) {
      long before = written.sum();
      more = step();
      store(out);
      form.pace.passed(written.sum() - before);
    }
    over = true;
    IOException why = failure;
    if (why != null) {
      throw why;
    }
    byte[] beginning = to.end();
    if (beginning.length > 0) {
      out.patch(0, beginning);
    }
  }

  private W begin(OutputStream out) {
    W to = form.to.apply(out);
    synchronized (this) {
      to.append(extent.front);
      file = to;
    }
    return to;
  }

  /** A step of the walk: what fails in it, fails the whole. */
  private boolean step() {
    try {
      return epoch.step();
    } catch (UncheckedIOException e) {
      fail(e);
      return true;
    }
  }

  private void store(Draft out) throws IOException {
    while (!pending.isEmpty()) {
      storePiece();
      out.settle();
    }
    store(batch);
    out.settle();
  }

  /** Writes what is pending, or a part of it. */
  private synchronized void storePiece() {
    W piece = pending.take();
    if (piece != null) {
      store(piece);
    }
  }

  private void store(W full) {
    write(to -> to.append(full));
  }

  private synchronized void write(Consumer<W> content) {
    W to = file;
    if (to != null && failure == null) {
      try {
        content.accept(to);
      } catch (UncheckedIOException e) {
        fail(e);
      }
    }
  }

  private void fail(UncheckedIOException why) {
    IOException cause = why.getCause();
    fail(cause == null ? new IOException(why) : cause);
  }

  private void fail(IOException why) {
    failure = why;
    form.pace.end();
    epoch.abandon();
  }

  @Override
  public boolean met(Epoch.Key key) {
    write(key, batch);
    return batch.size() < BATCH;
  }

  @Override
  public void changing(Epoch.Key key) {
    boolean full;
    try {
      full = pending.add(to -> write(key, to));
    } catch (RuntimeException | OutOfMemoryError e) {
      // Whoever changes the key has nothing to do with it.
      fail(new IOException("a key can't be written: " + e, e));
      return;
    }
    if (full) {
      letOthersKeepUp();
    }
  }

  private void letOthersKeepUp() {
    long bytes = pending.bytes();
    if (bytes > MOST_PENDING) {
      storePiece();
    } else if (bytes > MUCH_PENDING) {
      form.pace.rest();
    }
  }

  @Override
  public void held(Epoch.Key key) {
    write(to -> write(key, to));
  }

  private void write(Epoch.Key key, W to) {
    to.key(key.database(), key.name(), key.value(), key.deadline(), key.usage());
    written.increment();
  }

  /** Lets go of the data. No lock is held. */
  @Override
  public void close() {
    if (!over) {
      epoch.abandon();
      while (step()) {
        // Nothing is shown any more; what is left is marked as seen.
      }
      over = true;
    }
    onEnd.run();
  }
}
