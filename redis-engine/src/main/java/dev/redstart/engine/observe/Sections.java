package dev.redstart.engine.observe;

import dev.redstart.engine.command.Buffers;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Versions;
import dev.redstart.engine.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What INFO tells of the engine's core, for which no feature speaks. All shards are locked. */
final class Sections {

  private static final int DAY = 86_400;
  private static final int LRU_BITS = 0xffffff;

  private static final long NANOS_PER_MICRO = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /* What other parts of the engine count, or what there is not: they tell it again where they know better. */

  private static final Map<String, Object> STATS_BEFORE_EXPIRY =
      nothing(
          "total_net_input_bytes total_net_output_bytes total_net_repl_input_bytes"
              + " total_net_repl_output_bytes instantaneous_input_kbps=0.00"
              + " instantaneous_output_kbps=0.00 instantaneous_input_repl_kbps=0.00"
              + " instantaneous_output_repl_kbps=0.00 rejected_connections sync_full"
              + " sync_partial_ok sync_partial_err expired_subkeys");
  private static final Map<String, Object> STATS_AFTER_EXPIRY =
      nothing(
          "expired_stale_perc=0.00 expired_time_cap_reached_count"
              + " expire_cycle_cpu_milliseconds evicted_keys evicted_clients evicted_scripts"
              + " total_eviction_exceeded_time current_eviction_exceeded_time");
  private static final Map<String, Object> STATS_AFTER_LOOKUPS =
      nothing(
          "pubsub_channels pubsub_patterns pubsubshard_channels latest_fork_usec total_forks"
              + " slave_expires_tracked_keys active_defrag_hits"
              + " active_defrag_misses active_defrag_key_hits active_defrag_key_misses"
              + " total_active_defrag_time current_active_defrag_time tracking_total_keys"
              + " tracking_total_items tracking_total_prefixes unexpected_error_replies");
  private static final Map<String, Object> STATS_AT_THE_END =
      nothing(
          "dump_payload_sanitizations total_reads_processed total_writes_processed"
              + " io_threaded_reads_processed io_threaded_writes_processed"
              + " reply_buffer_shrinks"
              + " reply_buffer_expands eventloop_cycles eventloop_duration_sum"
              + " eventloop_duration_cmd_sum instantaneous_eventloop_cycles_per_sec"
              + " instantaneous_eventloop_duration_usec");
  private static final Map<String, Object> DEBUG =
      nothing(
          "eventloop_duration_aof_sum eventloop_duration_cron_sum eventloop_duration_max"
              + " eventloop_cmd_per_cycle_max allocator_allocated_lua allocator_active_lua"
              + " allocator_resident_lua allocator_frag_bytes_lua");

  private final Assembly engine;
  private final Execution execution;
  private final Pause pause;
  private final Machine machine;
  private final CommandSections commands;
  private final String runId;
  private final long startedAt;
  private final LongAdder connections = new LongAdder();
  private long sampledAt;
  private long sampledCalls;
  private volatile String replicationId;

  Sections(Assembly engine, Execution execution, Pause pause, Machine machine) {
    this.engine = engine;
    this.execution = execution;
    this.pause = pause;
    this.machine = machine;
    this.commands = new CommandSections(engine, execution);
    this.runId = RunIds.next(engine.surroundings().randomness().generator());
    this.replicationId = RunIds.next(engine.surroundings().randomness().generator());
    this.startedAt = engine.surroundings().clock().millis();
    this.sampledAt = startedAt;
  }

  void install() {
    engine.onWelcome(client -> connections.increment());
    engine.info("server", this::server);
    engine.info("clients", this::clients);
    engine.info("memory", this::memory);
    engine.info("memory", this::memoryLimits);
    engine.info("persistence", this::persistence);
    engine.info("stats", this::stats);
    engine.info("replication", this::replication);
    engine.info("cpu", machine::cpu);
    commands.install();
    engine.info("modules", field -> {});
    engine.info("cluster", field -> field.accept("cluster_enabled", 0));
    engine.info("keyspace", this::keyspace);
    engine.info("debug", DEBUG::forEach);
  }

  /** Gives the data a new name, as if they had never been those of another server. */
  void changeReplicationId() {
    replicationId = RunIds.next(engine.surroundings().randomness().generator());
  }

  /** Starts the counters again at zero. */
  void reset() {
    execution.resetCounters();
    engine.counterResets().forEach(Runnable::run);
    engine.surroundings().keyspace().used().freedLater().reset();
    connections.reset();
    engine.surroundings().keyspace().lookups().reset();
    commands.reset();
    sampledCalls = 0;
  }

  /** Names, each with the value behind its equals sign or 0. */
  private static Map<String, Object> nothing(String names) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : names.split(" ", -1)) {
      String[] both = name.split("=", 2);
      fields.put(both[0], both.length > 1 ? both[1] : 0);
    }
    return fields;
  }

  private void server(BiConsumer<String, Object> field) {
    long now = engine.surroundings().clock().millis();
    long uptime = Math.max(0, (now - startedAt) / 1000);
    field.accept("redis_version", Versions.REDIS);
    field.accept("redstart_version", Versions.REDSTART);
    field.accept("redis_git_sha1", "00000000");
    field.accept("redis_git_dirty", 0);
    field.accept("redis_build_id", Long.toHexString(Versions.REDSTART.hashCode() & 0xffffffffL));
    field.accept("redis_mode", "standalone");
    field.accept(
        "os", String.join(" ", property("os.name"), property("os.version"), property("os.arch")));
    field.accept("arch_bits", 64);
    field.accept("monotonic_clock", "System.nanoTime");
    field.accept("multiplexing_api", "none");
    field.accept("atomicvar_api", "java");
    field.accept("gcc_version", "0.0.0");
    field.accept("java_version", property("java.version"));
    field.accept("process_id", ProcessHandle.current().pid());
    field.accept("process_supervised", "no");
    field.accept("run_id", runId);
    field.accept("tcp_port", 0);
    field.accept("server_time_usec", clock().micros());
    field.accept("uptime_in_seconds", uptime);
    field.accept("uptime_in_days", uptime / DAY);
    field.accept("hz", directive("hz"));
    field.accept("configured_hz", directive("hz"));
    field.accept("lru_clock", now / 1000 & LRU_BITS);
    field.accept("executable", ProcessHandle.current().info().command().orElse(""));
    field.accept("config_file", engine.settings().file());
    field.accept("io_threads_active", 0);
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private void clients(BiConsumer<String, Object> field) {
    field.accept("connected_clients", execution.clients().all().size());
    field.accept("cluster_connections", 0);
    field.accept("maxclients", directive("maxclients"));
    field.accept("client_recent_max_input_buffer", most(Buffers::unread));
    field.accept("client_recent_max_output_buffer", most(Buffers::output));
    field.accept("blocked_clients", execution.executor().blocked() + pause.waiting());
    field.accept("pubsub_clients", count(Client::subscribed));
    field.accept("watching_clients", count(client -> Execution.watching(client) > 0));
    field.accept("clients_in_timeout_table", execution.executor().blockedWithTimeout());
    field.accept("total_watched_keys", execution.watchedKeys());
    field.accept("total_blocking_keys", execution.awaitedKeys(false));
    field.accept("total_blocking_keys_on_nokey", execution.awaitedKeys(true));
  }

  private long count(Predicate<Client> which) {
    return execution.clients().all().stream().filter(which).count();
  }

  private void memory(BiConsumer<String, Object> field) {
    Keyspace keyspace = engine.surroundings().keyspace();
    machine.memory(MemoryShares.of(execution.memory(), keyspace), field);
    field.accept("lazyfreed_objects", keyspace.used().freedLater().sum());
  }

  private long most(ToLongFunction<Buffers> bytes) {
    return execution.clients().all().stream()
        .mapToLong(client -> bytes.applyAsLong(client.outbox().buffers()))
        .max()
        .orElse(0);
  }

  private Clock clock() {
    return engine.surroundings().clock();
  }

  /** The value of a directive that another part of the engine may have declared. */
  private String directive(String name) {
    Setting setting = engine.settings().find(name);
    return setting == null ? "" : setting.text();
  }

  private void memoryLimits(BiConsumer<String, Object> field) {
    Machine.sized(field, "maxmemory", Long.parseLong(directive("maxmemory")));
    field.accept("maxmemory_policy", directive("maxmemory-policy"));
  }

  private void persistence(BiConsumer<String, Object> field) {
    field.accept("module_fork_in_progress", 0);
    field.accept("module_fork_last_cow_size", 0);
  }

  private void stats(BiConsumer<String, Object> field) {
    Keyspace keyspace = engine.surroundings().keyspace();
    long calls = commands.calls();
    field.accept("total_connections_received", connections.sum());
    field.accept("total_commands_processed", calls);
    field.accept("instantaneous_ops_per_sec", callsPerSecond(calls));
    STATS_BEFORE_EXPIRY.forEach(field);
    field.accept("expired_subkeys", execution.expiredFields());
    field.accept("expired_keys", execution.expired());
    STATS_AFTER_EXPIRY.forEach(field);
    field.accept("expire_cycle_cpu_milliseconds", execution.expiryNanos() / NANOS_PER_MILLI);
    field.accept("keyspace_hits", keyspace.lookups().hits());
    field.accept("keyspace_misses", keyspace.lookups().misses());
    STATS_AFTER_LOOKUPS.forEach(field);
    field.accept("total_error_replies", execution.errors().all());
    STATS_AT_THE_END.forEach(field);
    field.accept("eventloop_duration_cmd_sum", commands.nanos() / NANOS_PER_MICRO);
  }

  /** Since INFO was called last: no timer has to run for it. */
  private long callsPerSecond(long calls) {
    long now = engine.surroundings().clock().millis();
    long millis = Math.max(1, now - sampledAt);
    long rate = Math.max(0, calls - sampledCalls) * 1000 / millis;
    sampledAt = now;
    sampledCalls = calls;
    return rate;
  }

  private void replication(BiConsumer<String, Object> field) {
    field.accept("role", "master");
    field.accept("connected_slaves", 0);
    field.accept("master_failover_state", "no-failover");
    field.accept("master_replid", replicationId);
    field.accept("master_replid2", "0".repeat(replicationId.length()));
    field.accept("master_repl_offset", 0);
    field.accept("second_repl_offset", -1);
    field.accept("repl_backlog_active", 0);
    field.accept("repl_backlog_size", directive("repl-backlog-size"));
    field.accept("repl_backlog_first_byte_offset", 0);
    field.accept("repl_backlog_histlen", 0);
  }

  private void keyspace(BiConsumer<String, Object> field) {
    Keyspace keyspace = engine.surroundings().keyspace();
    for (int database = 0; database < keyspace.databases(); database++) {
      long keys = keyspace.size(database);
      if (keys > 0) {
        long expires = keyspace.expiring(database);
        long ttl = keyspace.averageTtl(database, clock().millis());
        long partly = keyspace.partlyExpiring(database);
        field.accept(
            "db" + database,
            "keys=" + keys + ",expires=" + expires + ",avg_ttl=" + ttl + ",subexpiry=" + partly);
      }
    }
  }
}
