package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.reply.Reply;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** MEMORY, but for USAGE: what the process takes, which is the JVM's heap. */
final class MemoryReports {

  private static final int SLOT = 8;
  private static final double SMALL = 5 << 20;
  private static final double FULL = 0.9;

  private final Keyspace keyspace;
  private final Execution execution;

  private MemoryReports(Keyspace keyspace, Execution execution) {
    this.keyspace = keyspace;
    this.execution = execution;
  }

  static void declare(Family family, Keyspace keyspace, Execution execution) {
    MemoryReports reports = new MemoryReports(keyspace, execution);
    command(family, "MEMORY DOCTOR", call -> text(reports.doctor()))
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("4.0.0", "O(1)", "Reports in words what is wrong with the memory.");
    command(family, "MEMORY MALLOC-STATS", call -> text(MemoryReports.collectors()))
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("4.0.0", "Depends on how much memory is allocated", "Tells of the heap's parts.");
    command(family, "MEMORY PURGE", call -> Reply.ok())
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .doc(
            "4.0.0",
            "Depends on how much memory is allocated",
            "Does nothing: the garbage collector gives memory back by itself.");
    command(family, "MEMORY STATS", reports::stats)
        .everywhere()
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .doc("4.0.0", "O(1)", "Tells where the memory goes.");
  }

  private static Declaration command(Family family, String line, Handler handler) {
    return family.control(line, handler);
  }

  private static Reply text(String text) {
    return new Reply.Verbatim("txt", Bytes.of(text));
  }

  private String doctor() {
    Runtime runtime = Runtime.getRuntime();
    if (keyspace.used().bytes() < SMALL) {
      return "There is next to nothing in memory, so nothing can be wrong with it.\n";
    }
    if (Machine.used() > FULL * runtime.maxMemory()) {
      return "The heap is nearly full. Give the JVM more (-Xmx), or keep less.\n";
    }
    return "Nothing is wrong with the memory.\n";
  }

  private static String collectors() {
    StringBuilder text = new StringBuilder();
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      text.append(pool.getName()).append(": ").append(pool.getUsage()).append('\n');
    }
    return text.toString();
  }

  private Reply stats(Call call) {
    List<Reply> flat = new ArrayList<>();
    MemoryShares shares = MemoryShares.of(execution.memory(), keyspace);
    put(flat, "peak.allocated", shares.peak());
    put(flat, "total.allocated", shares.used());
    put(flat, "startup.allocated", shares.startup());
    put(flat, "replication.backlog", 0);
    put(flat, "clients.slaves", 0);
    put(flat, "clients.normal", shares.clients());
    put(flat, "cluster.links", 0);
    put(flat, "aof.buffer", 0);
    put(flat, "lua.caches", 0);
    put(flat, "functions.caches", 0);
    for (int database = 0; database < call.databases(); database++) {
      long size = call.keys(database).size();
      if (keyspace.wasUsed(database)) {
        flat.add(Reply.bulk("db." + database));
        flat.add(
            database(
                size * MemoryShares.BYTES_PER_KEY,
                call.keys(database).expiring() * MemoryShares.BYTES_PER_DEADLINE));
      }
    }
    overheads(flat, shares);
    dataset(flat, shares);
    allocator(flat, shares.used(), Runtime.getRuntime().totalMemory());
    return new Reply.Dict(flat);
  }

  private static Reply database(long main, long expires) {
    List<Reply> flat = new ArrayList<>();
    put(flat, "overhead.hashtable.main", main);
    put(flat, "overhead.hashtable.expires", expires);
    return new Reply.Dict(flat);
  }

  private static void overheads(List<Reply> flat, MemoryShares shares) {
    put(flat, "overhead.db.hashtable.lut", shares.keys() * SLOT);
    put(flat, "overhead.db.hashtable.rehashing", 0);
    put(flat, "overhead.total", shares.overhead());
    put(flat, "db.dict.rehashing.count", 0);
    put(flat, "keys.count", shares.keys());
  }

  private static void dataset(List<Reply> flat, MemoryShares shares) {
    put(flat, "keys.bytes-per-key", shares.keys() == 0 ? 0 : shares.grown() / shares.keys());
    put(flat, "dataset.bytes", shares.dataset());
    put(flat, "dataset.percentage", 100.0 * shares.dataset() / shares.grown());
    put(flat, "peak.percentage", 100.0 * shares.used() / shares.peak());
  }

  private static void allocator(List<Reply> flat, long used, long total) {
    put(flat, "allocator.allocated", used);
    put(flat, "allocator.active", total);
    put(flat, "allocator.resident", total);
    put(flat, "allocator.muzzy", 0);
    put(flat, "allocator-fragmentation.ratio", (double) total / used);
    put(flat, "allocator-fragmentation.bytes", total - used);
    put(flat, "allocator-rss.ratio", 1.0);
    put(flat, "allocator-rss.bytes", 0);
    put(flat, "rss-overhead.ratio", 1.0);
    put(flat, "rss-overhead.bytes", 0);
    put(flat, "fragmentation", (double) total / used);
    put(flat, "fragmentation.bytes", total - used);
  }

  private static void put(List<Reply> flat, String name, long value) {
    flat.add(Reply.bulk(name));
    flat.add(Reply.integer(value));
  }

  private static void put(List<Reply> flat, String name, double value) {
    flat.add(Reply.bulk(name));
    flat.add(Reply.real(value));
  }
}
