package dev.redstart.engine.server;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Loads the port and a redis-server in turns, as {@code redis-benchmark} does it, and prints a
 * table of both: requests per second and processor time. {@code java -cp
 * redis-engine/target/benchmarks.jar dev.redstart.engine.server.SideBySide}, with tests' names if
 * not all are wanted; {@code -Dredis}, {@code -Drounds}, {@code -Dseconds} and {@code -Djvm}
 * (options of the port's JVM, split at blanks) say otherwise than usual.
 */
public final class SideBySide {

  /** What a job queue does to a job: a number, its hash, three states, an event for each. */
  private static final String JOB =
      """
      local base, now = KEYS[2], ARGV[4]
      local id = redis.call('INCR', KEYS[1])
      redis.call('HSET', base .. id, 'name', ARGV[1], 'data', ARGV[2], 'opts', ARGV[3], 'timestamp', now)
      redis.call('LPUSH', base .. 'wait', id)
      redis.call('XADD', base .. 'events', 'MAXLEN', '~', '10000', '*', 'event', 'waiting', 'jobId', id)
      local taken = redis.call('RPOPLPUSH', base .. 'wait', base .. 'active')
      redis.call('HSET', base .. taken, 'processedOn', now, 'attempts', 1)
      redis.call('XADD', base .. 'events', 'MAXLEN', '~', '10000', '*', 'event', 'active', 'jobId', taken)
      redis.call('LREM', base .. 'active', -1, taken)
      redis.call('ZADD', base .. 'completed', now, taken)
      redis.call('HSET', base .. taken, 'finishedOn', now, 'returnvalue', cjson.encode({ok = true, id = taken}))
      redis.call('XADD', base .. 'events', 'MAXLEN', '~', '10000', '*', 'event', 'completed', 'jobId', taken)
      return taken
      """;

  private static final String DATA =
      "{\"to\":\"someone@example.com\",\"template\":\"welcome\",\"tries\":3}";

  /** Tests by name: what follows on the options of redis-benchmark, a script being its text. */
  private static final Map<String, List<String>> OWN =
      Map.of(
          "job", List.of("evalsha", JOB, "2", "q:id", "q:", "mail", DATA, "{}", "1700000000000"),
          "one-get", List.of("evalsha", "return redis.call('GET', KEYS[1])", "1", "key"),
          "lrange_100", List.of("lrange", "list", "0", "99"),
          "xadd", List.of("xadd", "stream", "*", "field", "value"));

  private static final List<String> ALL =
      List.of(
          "job",
          "one-get",
          "set",
          "get",
          "incr",
          "lpush",
          "lrange_100",
          "hset",
          "zadd",
          "xadd",
          "mset");

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int SECONDS = Integer.getInteger("seconds", 1);
  private static final String REDIS = System.getProperty("redis", "redis-server");
  private static final int[] PIPELINES = {1, 16};
  private static final int WARM_UP_SECONDS = 5;

  private final PrintStream out;
  private final Server[] servers;

  private SideBySide(PrintStream out, Server... servers) {
    this.out = out;
    this.servers = servers;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int port = Integer.getInteger("port", 7500);
    try (Server redis = Server.start(port, REDIS);
        Server ours = Server.start(port + 1, java())) {
      new SideBySide(out, redis, ours).run(args.length == 0 ? ALL : List.of(args));
    }
  }

  private static String[] java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    return Stream.of(
            Stream.of(java),
            Stream.of(System.getProperty("jvm", "").split(" ")).filter(word -> !word.isEmpty()),
            Stream.of("-cp", path, RedisServer.class.getName()))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private void run(List<String> tests) throws IOException {
    out.println(
        "| | redis-server, 1/s | the port, 1/s | ratio | redis-server, µs | the port, µs |");
    out.println("|---|---:|---:|---:|---:|---:|");
    for (String test : tests) {
      for (int pipeline : PIPELINES) {
        row(test, pipeline);
      }
    }
  }

  private void row(String test, int pipeline) throws IOException {
    long[] requests = new long[servers.length];
    for (int s = 0; s < servers.length; s++) {
      double perSecond = 1_000;
      for (int second = 0; second < WARM_UP_SECONDS; second++) {
        perSecond = servers[s].load(test, pipeline, (long) perSecond).perSecond;
      }
      requests[s] = (long) (SECONDS * perSecond);
    }
    List<List<Load>> loads = List.of(new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < ROUNDS; round++) {
      for (int s = 0; s < servers.length; s++) {
        loads.get(s).add(servers[s].load(test, pipeline, requests[s]));
      }
    }
    Load theirs = Load.median(loads.get(0));
    Load ours = Load.median(loads.get(1));
    out.printf(
        Locale.ROOT,
        "| %s, -P %d | %,.0f | %,.0f | %.2f | %.1f | %.1f |%n",
        test,
        pipeline,
        theirs.perSecond,
        ours.perSecond,
        ours.perSecond / theirs.perSecond,
        theirs.micros,
        ours.micros);
  }

  /** What came of one load: requests per second, and the server's processor time for each. */
  private record Load(double perSecond, double micros) {

    static Load median(List<Load> loads) {
      double[] perSecond = loads.stream().mapToDouble(Load::perSecond).sorted().toArray();
      double[] micros = loads.stream().mapToDouble(Load::micros).sorted().toArray();
      return new Load(perSecond[perSecond.length / 2], micros[micros.length / 2]);
    }
  }

  /** A server in a process of its own. */
  private record Server(Process process, int port) implements AutoCloseable {

    static Server start(int port, String... program) throws IOException {
      List<String> words = new ArrayList<>(List.of(program));
      words.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", ""));
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
      String line = log.readLine();
      while (line != null && !line.contains("eady to accept connections")) {
        line = log.readLine();
      }
      if (line == null) {
        throw new IOException("did not start: " + words);
      }
      Thread reader = new Thread(() -> drain(log), "log of " + port);
      reader.setDaemon(true);
      reader.start();
      return new Server(process, port);
    }

    /** Lets the process write on, until it ends. */
    private static void drain(Reader log) {
      try {
        long unused = log.transferTo(Writer.nullWriter());
      } catch (IOException e) {
        // It has ended.
      }
    }

    Load load(String test, int pipeline, long requests) throws IOException {
      cli("FLUSHALL");
      cli("MSET", "key", "value");
      benchmark("-n", "100", "lpush", "list", "value");
      Duration before = used();
      List<String> words = new ArrayList<>();
      words.addAll(List.of("-c", "50", "-r", "100000", "-P", String.valueOf(pipeline)));
      words.addAll(List.of("-n", String.valueOf(requests)));
      words.addAll(words(test));
      String last = benchmark(words.toArray(String[]::new));
      double micros = used().minus(before).toNanos() / 1e3 / requests;
      // Name, requests per second, and six latencies; a call's own name may hold anything.
      String[] columns = last.replace("\"", "").split(",", -1);
      return new Load(Double.parseDouble(columns[columns.length - 7]), micros);
    }

    private List<String> words(String test) throws IOException {
      List<String> own = new ArrayList<>(OWN.getOrDefault(test, List.of("-t", test)));
      if (own.get(0).equals("evalsha")) {
        own.set(1, cli("SCRIPT", "LOAD", own.get(1)));
      }
      return own;
    }

    private Duration used() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String benchmark(String... words) throws IOException {
      List<String> all =
          new ArrayList<>(List.of("redis-benchmark", "-p", String.valueOf(port), "--csv"));
      all.addAll(List.of(words));
      return lastLine(all);
    }

    private String cli(String... words) throws IOException {
      List<String> all = new ArrayList<>(List.of("redis-cli", "-p", String.valueOf(port)));
      all.addAll(List.of(words));
      return lastLine(all);
    }

    private static String lastLine(List<String> words) throws IOException {
      Process process =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String last = "";
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line;
        }
      }
      return last;
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
