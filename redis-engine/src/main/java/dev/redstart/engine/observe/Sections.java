package dev.redstart.engine.observe;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.spi.Assembly;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What INFO tells of the engine's core, for which no feature speaks. All shards are locked. */
final class Sections {

  private static final int DAY = 86_400;
  private static final int LRU_BITS = 0xffffff;

  private final Assembly engine;
  private final Execution execution;
  private final Pause pause;
  private final String runId;
  private final String replicationId;
  private final long startedAt;
  private final LongAdder connections = new LongAdder();
  private long sampledAt;
  private long sampledCalls;

  Sections(Assembly engine, Execution execution, Pause pause) {
    this.engine = engine;
    this.execution = execution;
    this.pause = pause;
    this.runId = RunIds.next(engine.surroundings().randomness().generator());
    this.replicationId = RunIds.next(engine.surroundings().randomness().generator());
    this.startedAt = engine.surroundings().clock().millis();
    this.sampledAt = startedAt;
  }

  void install() {
    Machine machine = new Machine();
    engine.onWelcome(client -> connections.increment());
    engine.info("server", this::server);
    engine.info("clients", this::clients);
    engine.info("memory", machine::memory);
    engine.info("memory", Sections::memoryLimits);
    engine.info("persistence", this::persistence);
    engine.info("stats", this::stats);
    engine.info("replication", this::replication);
    engine.info("cpu", machine::cpu);
    engine.info("commandstats", this::commandstats);
    engine.info("errorstats", this::errorstats);
    engine.info("cluster", field -> field.accept("cluster_enabled", 0));
    engine.info("keyspace", this::keyspace);
  }

  /** Starts the counters again at zero. */
  void reset() {
    execution.resetCounters();
    connections.reset();
    engine.surroundings().keyspace().lookups().reset();
    for (Command command : engine.commands().all()) {
      command.resetCounters();
      command.subcommands().forEach(Command::resetCounters);
    }
    sampledCalls = 0;
  }

  private void server(BiConsumer<String, Object> field) {
    long now = engine.surroundings().clock().millis();
    long uptime = Math.max(0, (now - startedAt) / 1000);
    field.accept("redis_version", Versions.REDIS);
    field.accept("redstart_version", Versions.REDSTART);
    field.accept("redis_mode", "standalone");
    field.accept("os", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
    field.accept("arch_bits", 64);
    field.accept("java_version", System.getProperty("java.version"));
    field.accept("process_id", ProcessHandle.current().pid());
    field.accept("run_id", runId);
    field.accept("tcp_port", 0);
    field.accept("server_time_usec", now * 1000);
    field.accept("uptime_in_seconds", uptime);
    field.accept("uptime_in_days", uptime / DAY);
    field.accept("hz", 10);
    field.accept("configured_hz", 10);
    field.accept("lru_clock", now / 1000 & LRU_BITS);
    field.accept("executable", "");
    field.accept("config_file", "");
  }

  private void clients(BiConsumer<String, Object> field) {
    field.accept("connected_clients", execution.clients().all().size());
    field.accept("cluster_connections", 0);
    field.accept("blocked_clients", execution.executor().blocked() + pause.waiting());
    field.accept("tracking_clients", 0);
    field.accept("pubsub_clients", count(Client::subscribed));
    field.accept("watching_clients", count(client -> Execution.watching(client) > 0));
    field.accept("clients_in_timeout_table", 0);
  }

  private long count(Predicate<Client> which) {
    return execution.clients().all().stream().filter(which).count();
  }

  private static void memoryLimits(BiConsumer<String, Object> field) {
    Machine.sized(field, "maxmemory", 0);
    field.accept("maxmemory_policy", "noeviction");
  }

  private void persistence(BiConsumer<String, Object> field) {
    field.accept("loading", 0);
    field.accept("async_loading", 0);
    field.accept("rdb_changes_since_last_save", execution.changes());
    field.accept("rdb_bgsave_in_progress", 0);
    field.accept("rdb_last_save_time", startedAt / 1000);
    field.accept("rdb_last_bgsave_status", "ok");
    field.accept("rdb_last_bgsave_time_sec", -1);
    field.accept("rdb_current_bgsave_time_sec", -1);
    field.accept("aof_enabled", 0);
    field.accept("aof_rewrite_in_progress", 0);
    field.accept("aof_rewrite_scheduled", 0);
    field.accept("aof_last_rewrite_time_sec", -1);
    field.accept("aof_current_rewrite_time_sec", -1);
    field.accept("aof_last_bgrewrite_status", "ok");
    field.accept("aof_last_write_status", "ok");
  }

  private void stats(BiConsumer<String, Object> field) {
    Keyspace keyspace = engine.surroundings().keyspace();
    long calls = calls();
    field.accept("total_connections_received", connections.sum());
    field.accept("total_commands_processed", calls);
    field.accept("instantaneous_ops_per_sec", callsPerSecond(calls));
    field.accept("rejected_connections", 0);
    field.accept("expired_subkeys", execution.expiredFields());
    field.accept("expired_keys", execution.expired());
    field.accept("evicted_keys", 0);
    field.accept("keyspace_hits", keyspace.lookups().hits());
    field.accept("keyspace_misses", keyspace.lookups().misses());
    field.accept("latest_fork_usec", 0);
    field.accept("total_forks", 0);
    field.accept("sync_full", 0);
    field.accept("sync_partial_ok", 0);
    field.accept("sync_partial_err", 0);
    field.accept("total_error_replies", execution.errors().all());
  }

  private long calls() {
    long calls = 0;
    for (Command command : engine.commands().all()) {
      calls += command.calls();
      for (Command subcommand : command.subcommands()) {
        calls += subcommand.calls();
      }
    }
    return calls;
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
    field.accept("repl_backlog_size", 0);
    field.accept("repl_backlog_first_byte_offset", 0);
    field.accept("repl_backlog_histlen", 0);
  }

  private void commandstats(BiConsumer<String, Object> field) {
    for (Command command : engine.commands().all()) {
      commandstat(command, field);
      command.subcommands().forEach(subcommand -> commandstat(subcommand, field));
    }
  }

  /** How long calls take is not measured, which costs more than many of them do. */
  private static void commandstat(Command command, BiConsumer<String, Object> field) {
    if (command.calls() + command.rejections() > 0) {
      field.accept(
          "cmdstat_" + command.name(),
          String.format(
              Locale.ROOT,
              "calls=%d,usec=0,usec_per_call=0.00,rejected_calls=%d,failed_calls=%d",
              command.calls(),
              command.rejections(),
              command.failures()));
    }
  }

  private void errorstats(BiConsumer<String, Object> field) {
    execution
        .errors()
        .byCode()
        .forEach((code, count) -> field.accept("errorstat_" + code, "count=" + count));
  }

  private void keyspace(BiConsumer<String, Object> field) {
    Keyspace keyspace = engine.surroundings().keyspace();
    for (int database = 0; database < keyspace.databases(); database++) {
      long keys = keyspace.size(database);
      if (keys > 0) {
        long expires = keyspace.expiring(database);
        long partly = keyspace.partlyExpiring(database);
        field.accept(
            "db" + database,
            "keys=" + keys + ",expires=" + expires + ",avg_ttl=0,subexpiry=" + partly);
      }
    }
  }
}
