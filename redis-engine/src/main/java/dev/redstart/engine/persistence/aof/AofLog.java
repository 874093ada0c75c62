package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.persistence.aof.Acknowledgements.Safety;
import dev.redstart.engine.persistence.aof.Acknowledgements.Waiting;
import dev.redstart.engine.persistence.aof.Chunks.Chunk;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Durability;
import dev.redstart.engine.spi.WriteListener;
import dev.redstart.engine.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes writes into memory, under the locks of their keys, and brings them to the disk on a thread
 * of its own.
 */
final class AofLog implements WriteListener, Durability {

  /*
   * What was written stands in chunks, each of which belongs to one increment: a rewrite begins a chunk for the next
   * increment at the moment of its snapshot, and the thread opens that file when it gets there. Positions count the bytes
   * of all chunks since the start; whoever waits, waits for a position.
   *
   * Where bytes can't be added to a file (the disk is full), the file is cut back to where it was good, and the chunk is
   * tried again until it succeeds. Where a file can't be brought to the disk, no one knows what of it is there: then only
   * a new base helps, which is asked for until there is one. Either way writes are refused meanwhile.
   */

  private static final Logger LOG = LoggerFactory.getLogger(AofLog.class);
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long SECOND_MILLIS = 1000;

  /** What may be on its way to the disk before those who write have to wait. */
  private static final int MOST_PENDING = 64 << 20;

  private final AofFiles files;
  private final Disk disk;
  private final Clock clock;
  private final AofSettings settings;
  private final ThreadLocal<Records> encoders = ThreadLocal.withInitial(Records::new);

  private final Acknowledgements waiting = new Acknowledgements();
  private final LongAdder delayedSyncs = new LongAdder();

  // Guarded by this.
  private final Chunks chunks = new Chunks();
  private long sequence;
  private int database = -1;
  private long stampedSecond;
  private boolean working;

  private volatile boolean active;
  private volatile boolean expected;
  private volatile boolean ending;
  private volatile boolean paused;
  private volatile long appended;
  private volatile long stored;
  private volatile long synced;
  private volatile boolean based;
  private volatile @Nullable String trouble;
  private volatile boolean broken;
  private volatile boolean rewriting;
  private volatile long size;
  private volatile Runnable onBroken = () -> {};
  private volatile Runnable onProgress = () -> {};

  // Of the thread.
  private @Nullable Increment increment;
  private long lastSync;

  AofLog(AofFiles files, Disk disk, Clock clock, AofSettings settings) {
    this.files = files;
    this.disk = disk;
    this.clock = clock;
    this.settings = settings;
  }

  // ---- whoever writes

  @Override
  public boolean wanted() {
    return active && !paused;
  }

  @Override
  public void written(List<Write> group) {
    if (!active) {
      return;
    }
    Records own = encoders.get();
    own.clear();
    own.group(group);
    long second = settings.timestamps.get() ? clock.millis() / SECOND_MILLIS : 0;
    synchronized (this) {
      Records records = chunks.open(sequence);
      int before = records.length();
      if (second > stampedSecond) {
        stampedSecond = second;
        records.timestamp(second);
      }
      if (database == group.get(0).database()) {
        records.add(own);
      } else {
        records.add(own, group.get(0).database());
      }
      database = group.get(group.size() - 1).database();
      appended += records.length() - before;
      if (!working) {
        notifyAll();
      }
    }
  }

  @Override
  public boolean delays() {
    return active && (settings.always() || appended - stored > MOST_PENDING);
  }

  @Override
  public void whenSafe(Consumer<Reply.@Nullable Failure> then) {
    Safety safety = settings.always() ? Safety.SYNCED : Safety.STORED;
    synchronized (this) {
      if (active && trouble == null && !safe(appended, safety)) {
        waiting.add(new Waiting(appended, safety, then));
        return;
      }
    }
    then.accept(refusal());
  }

  /** True where all up to {@code position} is as safe as that. */
  boolean safe(long position, Safety safety) {
    long reached = safety == Safety.STORED ? stored : synced;
    return reached >= position && (based || safety != Safety.RESTORABLE);
  }

  /** As {@link #whenSafe}, for what was written up to {@code position}, by whatever setting. */
  void whenRestorable(long position, Consumer<Reply.@Nullable Failure> then) {
    synchronized (this) {
      if (expected || (active && !safe(position, Safety.RESTORABLE))) {
        waiting.add(new Waiting(position, Safety.RESTORABLE, then));
        return;
      }
    }
    then.accept(null);
  }

  /** The error that writes are answered with, null where all is well. */
  Reply.@Nullable Failure refusal() {
    String why = trouble;
    return why == null || !active
        ? null
        : new Reply.Failure("MISCONF Errors writing to the AOF file: " + why);
  }

  // ---- whoever starts, rewrites, looks

  /** Says whom to tell that only a new base helps, and that something has reached the files. */
  void tell(Runnable newOnBroken, Runnable newOnProgress) {
    this.onBroken = newOnBroken;
    this.onProgress = newOnProgress;
  }

  /** Goes on with the last increment that there is. All shards are locked. */
  synchronized void resume() {
    sequence = files.manifest().lastIncrement();
    if (sequence == 0) {
      turn();
    } else {
      begin();
    }
    based = true;
  }

  /** Waits until what is written now goes into a file that is listed. */
  void awaitIncrement() throws IOException {
    awaitIncrement(sequence);
  }

  /** Has later writes go into a new increment, and returns its number. All shards are locked. */
  synchronized long turn() {
    sequence = Math.max(sequence, files.manifest().lastIncrement()) + 1;
    database = -1;
    stampedSecond = 0;
    Records unused = chunks.begin(sequence);
    if (!active) {
      based = false;
      begin();
    }
    notifyAll();
    return sequence;
  }

  private void begin() {
    active = true;
    expected = false;
    ending = false;
    trouble = null;
    broken = false;
    Thread thread = new Thread(this::run, "redstart-aof");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until there is the increment {@code number}: all before it is on the disk, or is lost.
   */
  synchronized void awaitIncrement(long number) throws IOException {
    while (!files.hasIncrement(number)) {
      String why = trouble;
      if (why != null && !broken) {
        throw new IOException(why);
      }
      if (!active) {
        throw new IOException("the log was closed");
      }
      rest();
    }
  }

  /** There is a new base, which also holds everything that the files may have lost. */
  synchronized void based(long number) {
    based = true;
    if (broken && number == sequence) {
      broken = false;
      succeeded();
    }
    notifyAll();
  }

  /** Takes no writes, while they are those of the log itself. */
  void pause(boolean now) {
    paused = now;
  }

  /** Waits until everything is in the files. */
  synchronized void awaitStored() throws IOException {
    while (stored < appended) {
      if (!active || trouble != null) {
        throw new IOException(String.valueOf(trouble));
      }
      rest();
    }
  }

  /** While a rewrite runs, the disk may be spared. */
  void rewriting(boolean now) {
    rewriting = now;
  }

  /** Says whether there will be a log, which begins as soon as its first base does. */
  void expect(boolean now) {
    expected = now;
    answer();
  }

  boolean active() {
    return active;
  }

  /** True where there is a log, or will be. */
  boolean on() {
    return active || expected;
  }

  @Nullable String trouble() {
    return trouble;
  }

  /** The bytes of all writes so far. */
  long appended() {
    return appended;
  }

  /** How many are in memory only. */
  long pending() {
    return appended - stored;
  }

  long delayedSyncs() {
    return delayedSyncs.sum();
  }

  /** The bytes that were added to increments since the last base. */
  long size() {
    return size;
  }

  synchronized void sizeIs(long bytes) {
    size = bytes;
  }

  /** Ends once everything is on the disk, or can't be brought there. */
  synchronized void endSoon() {
    ending = true;
    notifyAll();
  }

  /** Brings everything to the disk, and ends. */
  synchronized void close() {
    while (active) {
      endSoon();
      rest();
    }
  }

  // ---- the thread

  private void run() {
    try {
      for (Chunk chunk = next(); chunk != null; chunk = next()) {
        store(chunk);
      }
      closeIncrement();
    } catch (IOException e) {
      LOG.error("The log could not be closed: {}", e.toString());
    } finally {
      synchronized (this) {
        active = false;
        notifyAll();
      }
      answer();
    }
  }

  /** The next chunk to store; null at the end. Brings files to the disk while there is none. */
  private @Nullable Chunk next() {
    while (true) {
      synchronized (this) {
        working = false;
        if (chunks.isEmpty() && !ending && trouble == null) {
          rest();
        }
        working = true;
        Chunk first = chunks.poll();
        if (first != null) {
          return first;
        }
        if (ending) {
          return null;
        }
      }
      if (broken) {
        rest();
        onBroken.run();
      } else if (!settings.never() && !spared()) {
        sync();
        answer();
      }
    }
  }

  /** Waits for a notification, for a time at most. */
  @SuppressWarnings("WaitNotInLoop") // It stands in the loops of those who call this.
  private synchronized void rest() {
    try {
      wait(SECOND_MILLIS);
    } catch (InterruptedException e) {
      // Whoever interrupts wants an end: it comes once the data are safe.
      ending = true;
    }
  }

  /** Stores a chunk, however long it takes. */
  private void store(Chunk chunk) {
    while (true) {
      try {
        add(incrementOf(chunk), chunk.records());
        succeeded();
        if (dueToSync()) {
          sync();
        }
        answer();
        onProgress.run();
        return;
      } catch (IOException e) {
        failed(e);
        if (ending) {
          LOG.error("{} bytes of the log are lost: {}", pending(), e.toString());
          return;
        }
        rest();
      }
    }
  }

  private Increment incrementOf(Chunk chunk) throws IOException {
    Increment open = increment;
    if (open == null || open.sequence() != chunk.sequence()) {
      closeIncrement();
      open = Increment.open(files, disk, chunk.sequence(), broken);
      increment = open;
      synchronized (this) {
        notifyAll();
      }
    }
    return open;
  }

  private void closeIncrement() throws IOException {
    Increment open = increment;
    if (open != null) {
      sync();
      open.close();
      increment = null;
    }
  }

  private void add(Increment target, Records records) throws IOException {
    if (records.length() == 0) {
      return;
    }
    settings.hesitation.pass();
    try {
      target.append(records);
    } catch (Increment.TornException e) {
      broken = true;
      throw e;
    }
    synchronized (this) {
      size += records.length();
      stored += records.length();
      notifyAll();
    }
  }

  /** Also when a file was begun and nothing written: nobody may write before this. */
  private void succeeded() {
    if (!broken && trouble != null) {
      LOG.info("The log can be written again");
      trouble = null;
    }
  }

  private boolean dueToSync() {
    return !settings.never()
        && !spared()
        && (settings.always() || clock.nanos() - lastSync >= SECOND_NANOS);
  }

  private boolean spared() {
    return rewriting && settings.noSyncOnRewrite.get();
  }

  private void sync() {
    Increment open = increment;
    if (open == null || !open.unsynced()) {
      return;
    }
    long position = stored;
    long began = clock.nanos();
    try {
      open.sync();
    } catch (IOException e) {
      broken = true;
      failed(e);
      return;
    }
    lastSync = clock.nanos();
    if (lastSync - began > SECOND_NANOS) {
      delayedSyncs.increment();
    }
    if (!broken) {
      synced = position;
    }
    onProgress.run();
  }

  private void failed(IOException e) {
    if (trouble == null) {
      LOG.error("The log can't be written, so writes are refused: {}", e.toString());
    }
    trouble = String.valueOf(e.getMessage());
    answer();
  }

  /** Answers those whose writes are safe, and all where nothing can be made safe. */
  private void answer() {
    List<Waiting> ready;
    Reply.Failure failure;
    synchronized (this) {
      // In the lock, so that no one begins to wait for what has just become safe.
      failure = refusal();
      boolean all = failure != null || !on();
      ready = waiting.take(one -> all || (!expected && safe(one.position(), one.safety())));
    }
    for (Waiting one : ready) {
      one.then().accept(failure);
    }
  }
}
