package dev.redstart.engine;

import com.sun.management.ThreadMXBean;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What calls cost in a process where the machine has other work: {@code java -cp
 * redis-engine/target/benchmarks.jar dev.redstart.engine.CallFigures [rounds [calls]]} prints the
 * processor time and the bytes of one call of each kind, the best of many rounds in turns. The same
 * calls as in {@link CommandBenchmark} and in {@code ScriptBenchmark}.
 */
public final class CallFigures {

  private static final int KEYS = 1_000;
  private static final int LOOP = 1_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Session session;
  private final Bytes[] keys = new Bytes[KEYS];
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private int next;
  private Reply last = Reply.nil();

  private CallFigures(RedisEngine engine) {
    this.session = engine.session();
    Random random = new Random(1);
    for (int i = 0; i < KEYS; i++) {
      session.execute("SET", "key:" + i, "value:" + i);
      keys[i] = Bytes.of("key:" + random.nextInt(KEYS));
    }
    Bytes value = Bytes.of("another value");
    Bytes counter = Bytes.of("counter");
    add("GET", 1, "GET", this::key);
    Bytes get = Bytes.of("GET");
    kinds.put("GET, own session", new Kind(() -> last = once(engine, get, key()), 1));
    add("SET", 1, "SET", this::key, () -> value);
    add("INCR", 1, "INCR", () -> copy(counter));
    script("EVALSHA, return 1", 1, "return 1", "0");
    script("EVALSHA of one GET", 1, "return redis.call('GET', KEYS[1])", "1", this::key);
    script(
        "GET in a loop",
        LOOP,
        "local v for i = 1, " + LOOP + " do v = redis.call('GET', KEYS[1]) end return v",
        "1",
        this::key);
  }

  /** Calls that are measured together. */
  private static final class Kind {
    final Runnable call;
    final int weight;
    double nanos = Double.MAX_VALUE;
    double bytes = Double.MAX_VALUE;

    Kind(Runnable call, int weight) {
      this.call = call;
      this.weight = weight;
    }
  }

  /** Runs it. */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 25;
    int calls = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    try (RedisEngine engine = RedisEngine.builder().build()) {
      CallFigures figures = new CallFigures(engine);
      for (int i = 0; i < rounds; i++) {
        figures.kinds.values().forEach(kind -> figures.measure(kind, calls));
      }
      figures.kinds.forEach(
          (name, kind) ->
              System.out.println(
                  String.format(
                      Locale.ROOT, "%-20s %4.0f ns %5.0f bytes", name, kind.nanos, kind.bytes)));
    }
  }

  private static Reply once(RedisEngine engine, Bytes... call) {
    try (Session own = engine.session()) {
      return own.execute(call);
    }
  }

  @SafeVarargs
  private void add(String name, int weight, String command, Supplier<Bytes>... arguments) {
    Bytes word = Bytes.of(command);
    kinds.put(
        name,
        new Kind(
            () -> {
              Bytes[] call = new Bytes[1 + arguments.length];
              call[0] = word;
              for (int i = 0; i < arguments.length; i++) {
                call[i + 1] = arguments[i].get();
              }
              last = session.execute(call);
            },
            weight));
  }

  @SafeVarargs
  private void script(
      String name, int weight, String text, String count, Supplier<Bytes>... arguments) {
    Bytes sha = Bytes.of(String.valueOf(session.execute("SCRIPT", "LOAD", text).asText()));
    Bytes keyCount = Bytes.of(count);
    @SuppressWarnings("unchecked")
    Supplier<Bytes>[] all = new Supplier[2 + arguments.length];
    all[0] = () -> copy(sha);
    all[1] = () -> keyCount;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    add(name, weight, "EVALSHA", all);
  }

  /** A key as it comes from an application: its hash isn't known yet. */
  private Bytes key() {
    next = next + 1 == KEYS ? 0 : next + 1;
    return copy(keys[next]);
  }

  private static Bytes copy(Bytes bytes) {
    return Bytes.copyOf(bytes.shared());
  }

  private void measure(Kind kind, int calls) {
    long thread = Thread.currentThread().getId();
    long bytes = threads.getThreadAllocatedBytes(thread);
    long nanos = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i += kind.weight) {
      kind.call.run();
    }
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    bytes = threads.getThreadAllocatedBytes(thread) - bytes;
    kind.nanos = Math.min(kind.nanos, (double) nanos / calls);
    kind.bytes = Math.min(kind.bytes, (double) bytes / calls);
    if (last instanceof Reply.Failure failure) {
      throw new IllegalStateException(failure.message());
    }
  }
}
