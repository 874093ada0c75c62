package dev.redstart.engine.observe;

import dev.redstart.engine.command.MemorySize;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The directives of Redis 7.4 that mean nothing here, or nothing yet: CONFIG takes what Redis would
 * take, remembers and shows it, so that programs and files written for Redis work. Declared last:
 * what some part of the engine reads, that part has declared.
 */
public final class OtherDirectives {

  /*
   * A line each: name, aliases after slashes, kind, initial value or "" for none, bounds or choices.
   * Kinds: B yes or no, I whole number, M size in bytes, P size or percentage, E one of several words, T text, and those
   * with a reader of their own. An exclamation mark: fixed at the start. A question mark: shown by its full name only.
   */
  private static final String TABLE =
      """
      acl-pubsub-default E resetchannels allchannels resetchannels
      aclfile T! ""
      acllog-max-len I 128 0 9223372036854775807
      active-defrag-cycle-max I 25 1 99
      active-defrag-cycle-min I 1 1 99
      active-defrag-ignore-bytes M 104857600 1
      active-defrag-max-scan-fields I 1000 1 9223372036854775807
      active-defrag-threshold-lower I 10 0 1000
      active-defrag-threshold-upper I 100 0 1000
      active-expire-effort I 1 1 10
      activedefrag defrag no
      activerehashing B yes
      always-show-logo B! no
      aof-load-truncated B yes
      aof-rewrite-cpulist/aof_rewrite_cpulist T! ""
      aof-rewrite-incremental-fsync B yes
      aof-timestamp-enabled B no
      aof-use-rdb-preamble B yes
      appenddirname T! appendonlydir
      appendfilename T! appendonly.aof
      appendfsync E everysec everysec always no
      appendonly B no
      auto-aof-rewrite-min-size M 67108864 0
      auto-aof-rewrite-percentage I 100 0 2147483647
      bgsave-cpulist/bgsave_cpulist T! ""
      bind T ""
      bind-source-addr T ""
      bio-cpulist/bio_cpulist T! ""
      client-default-resp I!? 2 2 3
      client-output-buffer-limit T ""
      client-query-buffer-limit M 1073741824 1048576
      cluster-allow-pubsubshard-when-down B yes
      cluster-allow-reads-when-down B no
      cluster-allow-replica-migration B yes
      cluster-announce-bus-port I 0 0 65535
      cluster-announce-hostname host ""
      cluster-announce-human-nodename T ""
      cluster-announce-ip T ""
      cluster-announce-port I 0 0 65535
      cluster-announce-tls-port I 0 0 65535
      cluster-config-file T! nodes.conf
      cluster-enabled B! no
      cluster-link-sendbuf-limit M 0 0
      cluster-migration-barrier I 1 0 2147483647
      cluster-node-timeout I 15000 0 9223372036854775807
      cluster-ping-interval I? 0 0 9223372036854775807
      cluster-port I! 0 0 65535
      cluster-preferred-endpoint-type E ip ip hostname unknown-endpoint
      cluster-replica-no-failover/cluster-slave-no-failover B no
      cluster-replica-validity-factor/cluster-slave-validity-factor I 10 0 2147483647
      cluster-require-full-coverage B yes
      crash-log-enabled B yes
      crash-memcheck-enabled B yes
      daemonize B! no
      dbfilename file dump.rdb
      dir T .
      disable-thp B! yes
      dynamic-hz B yes
      enable-module-command E! no no yes local
      enable-protected-configs E! no no yes local
      hide-user-data-from-log B no
      hll-sparse-max-bytes M 3000 0
      hz hz 10
      ignore-warnings T ""
      io-threads I! 1 1 128
      io-threads-do-reads B! no
      jemalloc-bg-thread B yes
      key-load-delay I? 0 -2147483648 2147483647
      lazyfree-lazy-eviction B no
      lazyfree-lazy-expire B no
      lazyfree-lazy-server-del B no
      lazyfree-lazy-user-del B no
      lazyfree-lazy-user-flush B no
      loading-process-events-interval-bytes I? 2097152 1024 2147483647
      locale-collate T ""
      logfile T! ""
      loglevel E notice debug verbose notice warning nothing
      masterauth T ""
      masteruser T ""
      max-new-connections-per-cycle I 10 1 1000
      max-new-tls-connections-per-cycle I 1 1 1000
      maxclients I 10000 1 4294967295
      maxmemory-clients P 0
      min-replicas-max-lag/min-slaves-max-lag I 10 0 2147483647
      no-appendfsync-on-rewrite B no
      oom-score-adj E no no yes relative absolute
      oom-score-adj-values scores 0,200,800
      pidfile T! ""
      port I! 0 0 65535
      proc-title-template title {title},{listen-addr},{server-mode}
      propagation-error-behavior E ignore ignore panic panic-on-replicas
      protected-mode B yes
      rdb-del-sync-files B no
      rdb-save-incremental-fsync B yes
      rdbchecksum B! yes
      rdbcompression B yes
      repl-backlog-size M 1048576 1
      repl-backlog-ttl I 3600 0 9223372036854775807
      repl-disable-tcp-nodelay B no
      repl-diskless-load E disabled disabled on-empty-db swapdb
      repl-diskless-sync B yes
      repl-diskless-sync-delay I 5 0 2147483647
      repl-diskless-sync-max-replicas I 0 0 2147483647
      repl-ping-replica-period/repl-ping-slave-period I 10 1 2147483647
      repl-timeout I 60 1 2147483647
      replica-announce-ip/slave-announce-ip T ""
      replica-announce-port/slave-announce-port I 0 0 65535
      replica-announced B yes
      replica-ignore-disk-write-errors B no
      replica-ignore-maxmemory/slave-ignore-maxmemory B yes
      replica-lazy-flush/slave-lazy-flush B no
      replica-priority/slave-priority I 100 0 2147483647
      replica-read-only/slave-read-only B yes
      replica-serve-stale-data/slave-serve-stale-data B yes
      replicaof/slaveof primary! ""
      req-res-logfile T!? ""
      sanitize-dump-payload E no no yes clients
      server-cpulist/server_cpulist T! ""
      set-proc-title B! yes
      shutdown-timeout I 10 0 2147483647
      socket-mark-id I! 0 0 4294967295
      supervised E! no upstart systemd auto no
      syslog-enabled B! no
      syslog-facility E! local0 user local0 local1 local2 local3 local4 local5 local6 local7
      syslog-ident T! redis
      tcp-backlog I! 511 0 2147483647
      tcp-keepalive I 300 0 2147483647
      timeout I 0 0 2147483647
      tls-auth-clients E yes no yes optional
      tls-ca-cert-dir T ""
      tls-ca-cert-file T ""
      tls-cert-file T ""
      tls-ciphers T ""
      tls-ciphersuites T ""
      tls-client-cert-file T ""
      tls-client-key-file T ""
      tls-client-key-file-pass T ""
      tls-cluster B no
      tls-dh-params-file T ""
      tls-key-file T ""
      tls-key-file-pass T ""
      tls-port I 0 0 65535
      tls-prefer-server-ciphers B no
      tls-protocols T ""
      tls-replication B no
      tls-session-cache-size I 20480 0 2147483647
      tls-session-cache-timeout I 300 0 2147483647
      tls-session-caching B yes
      unixsocket T! ""
      unixsocketperm T! 0
      use-exit-on-panic B? no
      watchdog-period I? 0 0 2147483647
      """;

  private final Settings settings;

  private OtherDirectives(Settings settings) {
    this.settings = settings;
  }

  /** Declares what no one else has declared. */
  public static void declare(Settings settings) {
    OtherDirectives others = new OtherDirectives(settings);
    TABLE.lines().forEach(line -> others.declare(line.split(" ", -1)));
  }

  private void declare(String[] words) {
    String[] names = words[0].split("/", -1);
    if (settings.find(names[0]) != null) {
      return;
    }
    Setting setting = setting(names[0], words);
    if (words[1].indexOf('!') > 0) {
      settings.fixed(setting);
    }
    if (words[1].indexOf('?') > 0) {
      settings.hidden(setting);
    }
    if (names.length > 1) {
      settings.alias(names[1], setting);
    }
    settings.unused(setting);
  }

  private Setting setting(String name, String[] words) {
    String initial = words[2].replace("\"\"", "");
    String kind = words[1].replaceAll("[!?]", "");
    return switch (kind) {
      case "B" -> settings.yesNo(name, initial.equals("yes"));
      case "I" -> settings.whole(name, number(initial), number(words[3]), number(words[4]));
      case "M" -> settings.memory(name, number(initial), number(words[3]));
      case "E" -> settings.choice(name, initial, choices(words));
      case "T" -> settings.text(name, initial, text -> text);
      default -> settings.text(name, initial.replace(',', ' '), syntax(kind));
    };
  }

  private static Setting.Text.Syntax syntax(String kind) {
    return switch (kind) {
      case "P" -> OtherDirectives::sizeOrPercentage;
      case "defrag" -> DirectiveTexts::activeDefrag;
      case "file" -> DirectiveTexts::fileName;
      case "host" -> DirectiveTexts::hostName;
      case "hz" -> DirectiveTexts::ticks;
      case "primary" -> DirectiveTexts::primary;
      case "scores" -> DirectiveTexts::outOfMemoryScores;
      case "title" -> DirectiveTexts::title;
      default -> throw new IllegalStateException("no such kind: " + kind);
    };
  }

  private static Set<String> choices(String[] words) {
    return new LinkedHashSet<>(Arrays.asList(words).subList(3, words.length));
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  private static String sizeOrPercentage(String text) {
    String wrong = "argument must be a memory or percent value";
    boolean percentage = text.endsWith("%");
    long value;
    try {
      value = MemorySize.parse(percentage ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong, e);
    }
    if (percentage && value > 100) {
      throw new IllegalArgumentException("percentage argument must be less or equal to 100");
    }
    return percentage ? value + "%" : Long.toString(value);
  }
}
