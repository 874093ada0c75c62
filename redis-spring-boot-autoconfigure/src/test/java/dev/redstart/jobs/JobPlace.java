package dev.redstart.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.script.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.RedisClientInfo;

/**
 * A Redis to have queues in, and to look at what they have stored. Tests name keys as if the prefix
 * were the usual one; in a cluster it is another.
 */
public final class JobPlace {

  private static final String USUAL = JobQueues.PREFIX + ":";

  public final RedisConnectionFactory factory;
  public final int port;
  private final String name;
  private final String prefix;
  private final AtomicLong time = new AtomicLong();
  private final StringRedisTemplate template;

  JobPlace(String name, RedisConnectionFactory factory, int port) {
    this(name, factory, port, JobQueues.PREFIX);
  }

  JobPlace(String name, RedisConnectionFactory factory, int port, String prefix) {
    this.name = name;
    this.prefix = prefix;
    this.factory = factory;
    this.port = port;
    this.template = new StringRedisTemplate(factory);
  }

  /** A queue of layout 5 whose time stands still once {@link #time} was called. */
  public JobQueue queue(String queueName) {
    return queues(Layout.AUTO).queue(queueName);
  }

  public JobQueues queues(Layout layout) {
    return queues(layout, factory);
  }

  /** Queues by other connections to the same Redis. */
  public JobQueues queues(Layout layout, RedisConnectionFactory connections) {
    return JobQueues.builder(connections).prefix(prefix).layout(layout).clock(this::now).build();
  }

  public void time(long millis) {
    time.set(millis);
  }

  private long now() {
    return time.get() == 0 ? System.currentTimeMillis() : time.get();
  }

  /** A text with the usual prefix, as it is here. */
  public String here(String text) {
    return text.replace(USUAL, prefix + ":");
  }

  /** A text from here, with the usual prefix. */
  public String usual(String text) {
    return text.replace(prefix + ":", USUAL);
  }

  public Map<String, String> hash(String key) {
    return template.<String, String>opsForHash().entries(here(key));
  }

  public List<String> list(String key) {
    return Objects.requireNonNull(template.opsForList().range(here(key), 0, -1));
  }

  public void push(String key, String value) {
    template.opsForList().leftPush(here(key), value);
  }

  public StringRedisTemplate template() {
    return template;
  }

  public Map<String, Double> scores(String key) {
    Map<String, Double> scores = new LinkedHashMap<>();
    Objects.requireNonNull(template.opsForZSet().rangeWithScores(here(key), 0, -1))
        .forEach(
            entry ->
                scores.put(
                    Objects.requireNonNull(entry.getValue()),
                    Objects.requireNonNull(entry.getScore())));
    return scores;
  }

  /** The events of a stream, each as its name and its fields. */
  public List<String> events(String key) {
    return Objects.requireNonNull(
            template.<String, String>opsForStream().range(here(key), Range.unbounded()))
        .stream()
        .map(
            entry ->
                entry.getValue().entrySet().stream()
                    .map(
                        field ->
                            field.getKey().equals("event")
                                ? field.getValue()
                                : field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  public TreeSet<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    Objects.requireNonNull(template.keys("*")).forEach(key -> keys.add(usual(key)));
    return keys;
  }

  /** The names of all connections. */
  public List<String> clientNames() {
    return Objects.requireNonNull(template.getClientList()).stream()
        .map(RedisClientInfo::getName)
        .toList();
  }

  public void flush() {
    time.set(0);
    with(
        connection -> {
          connection.serverCommands().flushAll();
          return "";
        });
  }

  private <T> T with(Function<RedisConnection, T> action) {
    try (RedisConnection connection = factory.getConnection()) {
      return action.apply(connection);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
