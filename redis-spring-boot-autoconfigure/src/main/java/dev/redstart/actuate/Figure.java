package dev.redstart.actuate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A meter that every Redis has: its name, and where INFO has its value. The names are such that
 * Prometheus shows them as redis_exporter's, which dashboards and alerts know.
 *
 * @param name Micrometer's
 * @param unit the base unit, null for a mere number
 * @param counts whether it only ever grows
 * @param description for people
 * @param value what it is
 */
record Figure(
    String name,
    @Nullable String unit,
    boolean counts,
    String description,
    ToDoubleFunction<ServerInfo> value) {

  private static final String BYTES = "bytes";
  private static final String SECONDS = "seconds";

  /** All of them, by sections. */
  static List<Figure> all() {
    return List.of(
        gauge("redis.uptime.in.seconds", null, "uptime_in_seconds", "Time since it was started"),
        gauge("redis.connected.clients", null, "connected_clients", "Clients"),
        gauge("redis.blocked.clients", null, "blocked_clients", "Clients that wait for a key"),
        gauge("redis.pubsub.channels", null, "pubsub_channels", "Channels with subscribers"),
        gauge("redis.pubsub.patterns", null, "pubsub_patterns", "Patterns with subscribers"),
        counter(
            "redis.connections.received",
            null,
            "total_connections_received",
            "Connections that were opened"),
        gauge("redis.memory.used", BYTES, "used_memory", "What keys, values and clients take"),
        gauge("redis.memory.max", BYTES, "maxmemory", "What they may take, 0 for any amount"),
        gauge("redis.memory.used.peak", BYTES, "used_memory_peak", "The most they have taken"),
        counter("redis.commands.processed", null, "total_commands_processed", "Calls"),
        counter("redis.keyspace.hits", null, "keyspace_hits", "Reads that found their key"),
        counter("redis.keyspace.misses", null, "keyspace_misses", "Reads that found none"),
        counter("redis.expired.keys", null, "expired_keys", "Keys whose time was over"),
        counter("redis.evicted.keys", null, "evicted_keys", "Keys that went to make room"),
        counter("redis.net.input", BYTES, "total_net_input_bytes", "Received by the port"),
        counter("redis.net.output", BYTES, "total_net_output_bytes", "Sent by the port"),
        gauge("redis.loading.dump.file", null, "loading", "1 while data are loaded"),
        gauge(
            "redis.rdb.changes.since.last.save",
            null,
            "rdb_changes_since_last_save",
            "Changes that no snapshot has"),
        gauge(
            "redis.rdb.last.save.timestamp",
            SECONDS,
            "rdb_last_save_time",
            "When the last snapshot was written"),
        status("redis.rdb.last.bgsave.status", "rdb_last_bgsave_status", "snapshot"),
        gauge("redis.aof.enabled", null, "aof_enabled", "1 where there is an append only file"),
        gauge("redis.aof.current.size", BYTES, "aof_current_size", "Size of that file"),
        status("redis.aof.last.write.status", "aof_last_write_status", "write to that file"),
        status("redis.aof.last.bgrewrite.status", "aof_last_bgrewrite_status", "rewriting of it"),
        gauge("redis.connected.slaves", null, "connected_slaves", "Replicas"));
  }

  private static Figure gauge(
      String name, @Nullable String unit, String field, String description) {
    return new Figure(name, unit, false, description, info -> info.number(field));
  }

  private static Figure counter(
      String name, @Nullable String unit, String field, String description) {
    return new Figure(name, unit, true, description, info -> info.number(field));
  }

  private static Figure status(String name, String field, String what) {
    return new Figure(
        name, null, false, "1 where the last " + what + " was well", info -> ok(info, field));
  }

  private static double ok(ServerInfo info, String field) {
    return info.isEverywhere(field, "ok");
  }
}
