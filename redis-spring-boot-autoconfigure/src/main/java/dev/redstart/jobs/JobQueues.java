package dev.redstart.jobs;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.jobs.script.Layout;
import dev.redstart.jobs.script.QueueAddress;
import dev.redstart.jobs.script.QueueCalls;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The job queues of one Redis.
 *
 * <pre>{@code
 * JobQueues queues = JobQueues.builder(connectionFactory).build();
 * queues.queue("mail").add("welcome", new Address("ann@example.org"));
 * }</pre>
 */
public final class JobQueues {

  /** What the keys of all queues begin with unless something else is said. */
  public static final String PREFIX = "bull";

  private static final String META = ":meta";

  private final QueueCalls calls;
  private final String prefix;
  private final JobJson json;
  private final boolean afterCommit;
  private final Sending sending;
  private final Map<String, JobQueue> queues = new ConcurrentHashMap<>();

  private JobQueues(Builder builder) {
    this.calls = new QueueCalls(builder.factory, builder.layout, builder.clock);
    this.prefix = builder.prefix;
    this.json = new JobJson(builder.mapper);
    this.afterCommit = builder.afterCommit;
    this.sending = new Sending(builder.observations);
  }

  /** Queues in the Redis that {@code factory} connects to, to be set up. */
  public static Builder builder(RedisConnectionFactory factory) {
    return new Builder(factory);
  }

  /**
   * The queue of that name; it need not exist.
   *
   * @throws IllegalArgumentException where the name has a colon
   */
  public JobQueue queue(String name) {
    return queues.computeIfAbsent(
        name, it -> new JobQueue(new QueueAddress(prefix, it), calls, json, afterCommit, sending));
  }

  /**
   * Adds a job with its children, and theirs, in one step; each runs when its children are done.
   * Within a transaction of Spring's after its commit.
   *
   * @return the job that waits for all others
   */
  public Job add(JobFlow flow) {
    return queue(flow.queue()).add(flow, this);
  }

  /** The names of the queues that were asked for here. */
  public Set<String> known() {
    return Set.copyOf(queues.keySet());
  }

  /** The names of all queues that are in Redis. To find them it goes through all keys. */
  public SortedSet<String> stored() {
    String start = prefix + ':';
    SortedSet<String> names = new TreeSet<>();
    for (String key : calls.keys(start, META)) {
      String name = key.substring(start.length(), key.length() - META.length());
      if (!name.isEmpty() && name.indexOf(':') < 0) {
        names.add(name);
      }
    }
    return names;
  }

  /** True where a queue of that name is in Redis. */
  public boolean isStored(String name) {
    QueueAddress address = new QueueAddress(prefix, name);
    return calls.with(
        address,
        connection -> Boolean.TRUE.equals(connection.keyCommands().exists(address.key("meta"))));
  }

  /** What the keys of all queues begin with. */
  public String prefix() {
    return prefix;
  }

  /** Sets up queues. Every method returns the builder. */
  public static final class Builder {

    private final RedisConnectionFactory factory;
    private String prefix = PREFIX;
    private Layout layout = Layout.AUTO;
    private JsonMapper mapper = JsonMapper.shared();
    private LongSupplier clock;
    private boolean afterCommit = true;
    private ObservationRegistry observations = ObservationRegistry.NOOP;

    private Builder(RedisConnectionFactory factory) {
      this.factory = factory;
      this.clock =
          factory instanceof EngineConnectionFactory embedded
              ? embedded.getEngine().clock()::millis
              : Clock.systemUTC()::millis;
    }

    /** What the keys of all queues begin with; in a cluster it needs a hash tag. */
    public Builder prefix(String newPrefix) {
      this.prefix = newPrefix;
      return this;
    }

    /** Whose lists are used while a queue is paused. */
    public Builder layout(Layout newLayout) {
      this.layout = newLayout;
      return this;
    }

    /** What writes and reads payloads. */
    public Builder mapper(JsonMapper newMapper) {
      this.mapper = newMapper;
      return this;
    }

    /** Where the time comes from, in milliseconds since 1970: the embedded engine's unless said. */
    public Builder clock(LongSupplier newClock) {
      this.clock = newClock;
      return this;
    }

    /** Whether jobs that are added in a transaction of Spring's wait for its commit. */
    public Builder afterCommit(boolean wait) {
      this.afterCommit = wait;
      return this;
    }

    /** Who observes that jobs are added; what traces them is carried to their workers. */
    public Builder observations(ObservationRegistry registry) {
      this.observations = registry;
      return this;
    }

    /** The queues. */
    public JobQueues build() {
      return new JobQueues(this);
    }
  }
}
