package dev.redstart.engine.persistence;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.File;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What a snapshot costs those who write meanwhile: {@code java -Xmx8g -cp
 * redis-engine/target/benchmarks.jar dev.redstart.engine.persistence.SnapshotFigures [keys [writers
 * [bytes of a value [BGREWRITEAOF]]]]}, on Linux. Prints throughput, the longest calls and the heap
 * with and without a snapshot; also how long these calls waited since there was no core for them,
 * or for the thread of the snapshot, whose lock they may have waited for, and how long the machine
 * or the JVM stood still meanwhile.
 */
public final class SnapshotFigures {

  private static final long SECOND = 1_000_000_000;
  private static final int QUIET_SECONDS = 8;
  private static final int SETTLING_MILLIS = 1000;
  private static final long LONG_CALL = 1_000_000;

  /** After so many calls it is looked at how long they waited for a core: that takes 2 µs. */
  private static final int LOOK_AT_WAITS = 64;

  private final int keys;
  private final int writers;
  private final int size;
  private final boolean log;
  private final String filling;
  private final List<long[]> collections = new ArrayList<>();
  private final AtomicLong mostAfterCollection = new AtomicLong();
  private volatile boolean over;
  private volatile CoreWait snapshotWait = CoreWait.NONE;

  private SnapshotFigures(List<String> args) {
    this.keys = args.isEmpty() ? 10_000_000 : Integer.parseInt(args.get(0));
    this.writers = args.size() > 1 ? Integer.parseInt(args.get(1)) : 1;
    this.size = args.size() > 2 ? Integer.parseInt(args.get(2)) : 0;
    this.filling = filling(size);
    this.log = args.contains("BGREWRITEAOF");
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    new SnapshotFigures(List.of(args)).run();
  }

  private void run() throws Exception {
    Path directory = Files.createTempDirectory("snapshot");
    try (RedisEngine engine =
        RedisEngine.builder()
            .setting("dir", directory.toString())
            .setting("dbfilename", "dump.rdb")
            .setting("save", "")
            .setting("maxmemory", "0")
            .setting("appendonly", log ? "yes" : "no")
            .setting("auto-aof-rewrite-percentage", "0")
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
        say("  files: %d MB", bytes(directory) >> 20);
      }
    } finally {
      delete(directory);
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void fill(RedisEngine engine) {
    try (Session session = engine.session()) {
      for (int i = 0; i < keys; i++) {
        session.execute("SET", key(i), value("value:" + i));
      }
    }
  }

  /** With as many bytes as were asked for, which can't be packed. */
  private String value(String beginning) {
    return beginning + filling.substring(Math.min(size, beginning.length()));
  }

  private static String filling(int length) {
    StringBuilder text = new StringBuilder();
    new Random(length).ints(length, '!', '~').forEach(c -> text.append((char) c));
    return text.toString();
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
    List<Sentinel> sentinels = new ArrayList<>();
    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
      sentinels.add(new Sentinel(core));
    }
    sentinels.forEach(Thread::start);
    if (snapshot) {
      takeSnapshot(engine);
    } else {
      Thread.sleep(seconds * 1000L);
    }
    long took = System.nanoTime() - began;
    over = true;
    for (Writer writer : all) {
      writer.join();
    }
    snapshotWait.close();
    snapshotWait = CoreWait.NONE;
    long gap = 0;
    for (Sentinel sentinel : sentinels) {
      gap = Math.max(gap, sentinel.end());
    }
    awaitNotifications();
    report(name, all, took);
    reportLongest(all, sentinels, gap);
  }

  /** Asks the engine for nothing meanwhile: INFO locks all shards. */
  private void takeSnapshot(RedisEngine engine) throws InterruptedException {
    Thread.sleep(SETTLING_MILLIS);
    try (Session session = engine.session()) {
      session.execute(log ? "BGREWRITEAOF" : "BGSAVE");
    }
    for (int i = 0; i < 100 && snapshotWait == CoreWait.NONE; i++) {
      snapshotWait = CoreWait.of(log ? "redstart-aof-rewrite" : "redstart-save");
    }
    while (!snapshotWait.ended()) {
      Thread.sleep(20);
      long unused = snapshotWait.nanos();
    }
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

  private void report(String name, Writer[] all, long took) {
    long calls = Arrays.stream(all).mapToLong(w -> w.calls).sum();
    long longest = Arrays.stream(all).mapToLong(w -> w.longest).max().orElse(0);
    List<long[]> pauses;
    synchronized (this) {
      pauses = List.copyOf(collections);
    }
    say(
        "%s: %.1f s, %,d writes/s; longest call %.1f ms; %d collections, longest %d ms, together"
            + " %d ms",
        name,
        took / 1e9,
        calls * SECOND / took,
        longest / 1e6,
        pauses.size(),
        pauses.stream().mapToLong(p -> p[1] - p[0]).max().orElse(0) / 1_000_000,
        pauses.stream().mapToLong(p -> p[1] - p[0]).sum() / 1_000_000);
  }

  private void reportLongest(Writer[] all, List<Sentinel> sentinels, long gap)
      throws InterruptedException {
    List<long[]> slow = Arrays.stream(all).flatMap(w -> w.slow.stream()).toList();
    List<long[]> left = new ArrayList<>();
    for (long[] call : slow) {
      long waits = call[2] + call[3];
      long stood =
          sentinels.stream().mapToLong(s -> s.stoodStill(call[0], call[1])).max().orElse(0);
      long beside = withoutPauses(call);
      long running = Math.min(beside, call[1] - call[0] - stood);
      left.add(new long[] {beside, beside - waits, running - waits});
    }
    say(
        "  longest call without collections %s, without waits for a core %s, and while machine and"
            + " JVM ran %s; longest gap of a thread that wants nothing %.1f ms",
        figures(left, 0), figures(left, 1), figures(left, 2), gap / 1e6);
    forgetCollections();
  }

  private static String figures(List<long[]> calls, int which) {
    long most = calls.stream().mapToLong(call -> call[which]).max().orElse(0);
    long beyond = calls.stream().filter(call -> call[which] > 5 * LONG_CALL).count();
    return String.format(Locale.ROOT, "%.1f ms (beyond 5 ms: %d)", most / 1e6, beyond);
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
        String changed = value("changed");
        while (!over) {
          random ^= random << 13;
          random ^= random >>> 7;
          random ^= random << 17;
          String key = key((int) Long.remainderUnsigned(random, keys));
          long before = System.nanoTime();
          session.execute("SET", key, changed);
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
}
