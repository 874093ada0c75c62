package dev.redstart.engine.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot costs those who write meanwhile: {@code java -Xmx8g -cp
 * redis-engine/target/benchmarks.jar dev.redstart.engine.persistence.SnapshotFigures [keys
 * [writers]]}. Prints throughput, the longest calls and the heap with and without a snapshot; on
 * Linux also how long these calls waited since there was no core for them, or for the thread of the
 * snapshot, whose lock they may have waited for.
 */
public final class SnapshotFigures {

  private static final long SECOND = 1_000_000_000;
  private static final int QUIET_SECONDS = 8;
  private static final long LONG_CALL = 1_000_000;

  /** After so many calls it is looked at how long they waited for a core: that takes 2 µs. */
  private static final int LOOK_AT_WAITS = 64;

  private final int keys;
  private final int writers;
  private final List<long[]> collections = new ArrayList<>();
  private final AtomicLong mostAfterCollection = new AtomicLong();
  private volatile boolean over;
  private volatile CoreWait snapshotWait = CoreWait.NONE;

  private SnapshotFigures(int keys, int writers) {
    this.keys = keys;
    this.writers = writers;
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    int keys = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    int writers = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    new SnapshotFigures(keys, writers).run();
  }

  private void run() throws Exception {
    Path directory = Files.createTempDirectory("snapshot");
    try (RedisEngine engine =
        RedisEngine.builder()
            .setting("dir", directory.toString())
            .setting("dbfilename", "dump.rdb")
            .setting("save", "")
            .setting("maxmemory", "0")
            .build()) {
      listen();
      fill(engine);
      phase("warm-up, no snapshot", engine, QUIET_SECONDS, false);
      for (int round = 1; round <= 2; round++) {
        System.gc();
        long live = used();
        forgetCollections();
        say("%d keys, heap after a full collection: %d MB", keys, live >> 20);
        phase("no snapshot", engine, QUIET_SECONDS, false);
        mostAfterCollection.set(0);
        phase("snapshot", engine, 0, true);
        long most = mostAfterCollection.get();
        if (most > 0) {
          say(
              "  most on the heap after a collection meanwhile: %d MB, so %+d MB",
              most >> 20, (most - live) >> 20);
        }
        say("  file: %d MB", Files.size(directory.resolve("dump.rdb")) >> 20);
      }
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private void fill(RedisEngine engine) {
    try (Session session = engine.session()) {
      for (int i = 0; i < keys; i++) {
        session.execute("SET", key(i), "value:" + i);
      }
    }
  }

  private static String key(int number) {
    return "key:" + number;
  }

  private void phase(String name, RedisEngine engine, int seconds, boolean snapshot)
      throws Exception {
    over = false;
    Writer[] all = new Writer[writers];
    long began = System.nanoTime();
    for (int i = 0; i < writers; i++) {
      all[i] = new Writer(engine, i + 1);
      all[i].start();
    }
    Idler idler = new Idler();
    idler.start();
    try (Session session = engine.session()) {
      if (snapshot) {
        session.execute("BGSAVE");
        for (int i = 0; i < 100 && snapshotWait == CoreWait.NONE; i++) {
          snapshotWait = CoreWait.of("redstart-save");
        }
        awaitSaved(session);
      } else {
        Thread.sleep(seconds * 1000L);
      }
    }
    long took = System.nanoTime() - began;
    over = true;
    for (Writer writer : all) {
      writer.join();
    }
    snapshotWait.close();
    snapshotWait = CoreWait.NONE;
    idler.join();
    awaitNotifications();
    report(name, all, idler, took);
  }

  /** Those of collections come late. */
  private static void awaitNotifications() throws InterruptedException {
    Thread.sleep(200);
  }

  private void forgetCollections() throws InterruptedException {
    awaitNotifications();
    synchronized (this) {
      collections.clear();
    }
  }

  private static void awaitSaved(Session session) throws InterruptedException {
    while (!String.valueOf(session.execute("INFO", "persistence").asText())
        .contains("rdb_bgsave_in_progress:0")) {
      Thread.sleep(20);
    }
  }

  private void report(String name, Writer[] all, Idler idler, long took) {
    long calls = Arrays.stream(all).mapToLong(w -> w.calls).sum();
    long longest = Arrays.stream(all).mapToLong(w -> w.longest).max().orElse(0);
    List<long[]> slow = Arrays.stream(all).flatMap(w -> w.slow.stream()).toList();
    long[] without = slow.stream().mapToLong(this::withoutPauses).toArray();
    long[] withCores =
        slow.stream().mapToLong(call -> withoutPauses(call) - call[2] - call[3]).toArray();
    List<long[]> pauses;
    synchronized (this) {
      pauses = List.copyOf(collections);
      collections.clear();
    }
    say(
        "%s: %.1f s, %,d writes/s; longest call %.1f ms, without collections %.1f ms (beyond 5 ms:"
            + " %d of %d beyond 1), without waits for a core %.1f ms (beyond 5 ms: %d); longest gap"
            + " of an idle thread %.1f ms; %d collections, longest %d ms, together %d ms",
        name,
        took / 1e9,
        calls * SECOND / took,
        longest / 1e6,
        LongStream.of(without).max().orElse(0) / 1e6,
        LongStream.of(without).filter(n -> n > 5 * LONG_CALL).count(),
        without.length,
        LongStream.of(withCores).max().orElse(0) / 1e6,
        LongStream.of(withCores).filter(n -> n > 5 * LONG_CALL).count(),
        idler.longest / 1e6,
        pauses.size(),
        pauses.stream().mapToLong(p -> p[1] - p[0]).max().orElse(0) / 1_000_000,
        pauses.stream().mapToLong(p -> p[1] - p[0]).sum() / 1_000_000);
  }

  /** How long a call took beside the collections in it, of which the times are true to 1 ms. */
  private synchronized long withoutPauses(long[] call) {
    long left = call[1] - call[0];
    for (long[] pause : collections) {
      long from = Math.max(call[0], pause[0] - LONG_CALL);
      long to = Math.min(call[1], pause[1] + LONG_CALL);
      left -= Math.max(0, to - from);
    }
    return Math.max(0, left);
  }

  private void listen() {
    long offset = offset();
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean.getName().endsWith("Cycles")) {
        // ZGC works while others go on: what stops them has a bean of its own.
        continue;
      }
      ((NotificationEmitter) bean)
          .addNotificationListener(
              (notification, unused) -> {
                GcInfo info =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo();
                synchronized (this) {
                  collections.add(
                      new long[] {
                        offset + info.getStartTime() * 1_000_000,
                        offset + info.getEndTime() * 1_000_000
                      });
                }
                long after =
                    info.getMemoryUsageAfterGc().values().stream()
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                mostAfterCollection.accumulateAndGet(after, Math::max);
              },
              null,
              null);
    }
  }

  /** What to add to the times that collectors tell: they count from a moment of their own. */
  private static long offset() {
    System.gc();
    long now = System.nanoTime();
    long latest = 0;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      GcInfo last = ((com.sun.management.GarbageCollectorMXBean) bean).getLastGcInfo();
      latest = last == null ? latest : Math.max(latest, last.getEndTime());
    }
    return now - latest * 1_000_000;
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** Sets one key after the other, by chance. */
  private final class Writer extends Thread {

    private final RedisEngine engine;
    private final List<long[]> slow = new ArrayList<>();
    private long random;
    private long calls;
    private long longest;

    Writer(RedisEngine engine, long seed) {
      super("writer-" + seed);
      this.engine = engine;
      this.random = seed * 0x9E3779B97F4A7C15L;
    }

    @Override
    public void run() {
      try (Session session = engine.session();
          CoreWait own = CoreWait.of(getName())) {
        long[] waited = {own.nanos(), snapshotWait.nanos()};
        while (!over) {
          random ^= random << 13;
          random ^= random >>> 7;
          random ^= random << 17;
          String key = key((int) Long.remainderUnsigned(random, keys));
          long before = System.nanoTime();
          session.execute("SET", key, "changed");
          long after = System.nanoTime();
          calls++;
          longest = Math.max(longest, after - before);
          boolean isSlow = after - before > LONG_CALL;
          if (isSlow || calls % LOOK_AT_WAITS == 0) {
            long[] now = {own.nanos(), snapshotWait.nanos()};
            if (isSlow) {
              slow.add(new long[] {before, after, now[0] - waited[0], now[1] - waited[1]});
            }
            waited = now;
          }
        }
      }
    }
  }

  /** How long a thread could have run, and there was no core for it, as Linux counts. */
  private static final class CoreWait implements AutoCloseable {

    static final CoreWait NONE = new CoreWait(null);

    private final @Nullable RandomAccessFile file;
    private final byte[] line = new byte[100];

    private CoreWait(@Nullable RandomAccessFile file) {
      this.file = file;
    }

    /** That of the thread of that name, of which the first 15 letters count. */
    static CoreWait of(String name) {
      File[] threads = new File("/proc/self/task").listFiles();
      for (File thread : threads == null ? new File[0] : threads) {
        try {
          if (name.startsWith(Files.readString(thread.toPath().resolve("comm")).strip())) {
            return new CoreWait(new RandomAccessFile(new File(thread, "schedstat"), "r"));
          }
        } catch (IOException e) {
          // That thread has just ended.
        }
      }
      return NONE;
    }

    synchronized long nanos() {
      if (file == null) {
        return 0;
      }
      try {
        file.seek(0);
        int length = file.read(line);
        return length < 0 ? 0 : Long.parseLong(new String(line, 0, length, US_ASCII).split(" ")[1]);
      } catch (IOException e) {
        return 0;
      }
    }

    @Override
    public void close() {
      try {
        if (file != null) {
          file.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the machine and the JVM cost a thread that wants nothing of the engine. */
  private final class Idler extends Thread {

    private long longest;

    @Override
    public void run() {
      long last = System.nanoTime();
      while (!over) {
        java.util.concurrent.locks.LockSupport.parkNanos(100_000);
        long now = System.nanoTime();
        longest = Math.max(longest, now - last);
        last = now;
      }
    }
  }
}
