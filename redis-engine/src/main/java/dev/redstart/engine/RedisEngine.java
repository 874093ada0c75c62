package dev.redstart.engine;

import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandTable;
import dev.redstart.engine.command.SettingException;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Door;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.observe.OtherDirectives;
import dev.redstart.engine.persistence.files.Disk;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Feature;
import dev.redstart.engine.time.Clock;
import dev.redstart.engine.time.Randomness;
import dev.redstart.engine.time.Timers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Redis inside this process. Any number of threads may use it, each through a {@link Session} of
 * its own.
 *
 * <pre>{@code
 * try (RedisEngine engine = RedisEngine.builder().build();
 *     Session session = engine.session()) {
 *   session.execute("SET", "greeting", "hello");
 *   String greeting = session.execute("GET", "greeting").asText();
 * }
 * }</pre>
 */
public final class RedisEngine implements AutoCloseable {

  private final Clock clock;
  private @Nullable Builder builder;
  private volatile @Nullable Parts parts;
  private boolean closed;

  private RedisEngine(Builder builder) {
    this.clock = builder.clock;
    this.builder = builder;
  }

  /** An engine to be set up. */
  public static Builder builder() {
    return new Builder();
  }

  /** A new session on database 0. Cheap: one may be opened for each call. */
  public Session session() {
    return new Session(parts().execution, clock);
  }

  /**
   * A listener for messages, with a session and a thread of its own; it hears of nothing until
   * channels or patterns are named.
   *
   * <pre>{@code
   * engine.subscribe(message -> show(message.payload())).subscribe("news");
   * }</pre>
   */
  public Subscription subscribe(MessageListener listener) {
    return new Subscription(session(), listener).started();
  }

  /** Where this engine takes its time from. */
  public Clock clock() {
    return clock;
  }

  /** True from the start, which may wait for the first use, to the end. */
  public synchronized boolean isRunning() {
    return parts != null && !closed;
  }

  /** The commands that this engine knows. */
  public CommandTable commands() {
    return parts().assembly.commands();
  }

  /** The directives of this engine, as CONFIG GET and SET show them. */
  public Settings settings() {
    return parts().assembly.settings();
  }

  /**
   * Ends everything that runs: ports, timers, waiting calls. Sessions must not be used afterwards.
   * Closing twice does nothing.
   */
  @Override
  public void close() {
    Parts running;
    synchronized (this) {
      closed = true;
      running = parts;
    }
    if (running != null) {
      running.close();
    }
  }

  private Parts parts() {
    Parts running = parts;
    return running == null ? start() : running;
  }

  private synchronized Parts start() {
    Parts running = parts;
    if (running != null) {
      return running;
    }
    Builder plan = builder;
    if (closed || plan == null) {
      throw new IllegalStateException("the engine was closed before it was used");
    }
    running = new Parts(plan);
    parts = running;
    builder = null;
    return running;
  }

  /** What an engine is made of, once it runs. */
  private static final class Parts {

    private final Execution execution;
    private final Assembly assembly;
    private final Timers timers;
    private final List<Feature> features;

    Parts(Builder builder) {
      Settings settings = new Settings(builder.settings);
      this.timers = new Timers(builder.clock, "redstart-timer");
      this.assembly = Assembling.assembly(settings, builder.clock, builder.randomness, timers);
      this.execution = new Execution(assembly);
      this.features =
          new ArrayList<>(
              Assembling.features(assembly, execution, builder.disk, builder.onShutdown));
      features.addAll(builder.features);
      Assembling.declareTypes(assembly);
      features.forEach(this::install);
      OtherDirectives.declare(settings);
      Assembling.rename(assembly);
      List<String> unknown = settings.unknown();
      if (!unknown.isEmpty()) {
        throw new SettingException(
            unknown.get(0), "unknown settings: " + String.join(", ", unknown));
      }
      execution.start();
      start();
    }

    private void start() {
      try {
        features.forEach(Feature::open);
        features.forEach(Feature::start);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    private void install(Feature feature) {
      if (feature instanceof Door door) {
        door.leadTo(execution);
      }
      feature.install(assembly);
    }

    void close() {
      for (int i = features.size() - 1; i >= 0; i--) {
        features.get(i).close();
      }
      features.clear();
      for (Client client : execution.clients().all()) {
        execution.farewell(client);
        client.outbox().close(false);
      }
      execution.close();
      timers.close();
    }
  }

  /** Sets up an engine. Every method returns the builder. */
  public static final class Builder {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Feature> features = new ArrayList<>();
    private Clock clock = Clock.system();
    private Randomness randomness = Randomness.system();
    private Disk disk = Disk.REAL;
    private @Nullable Runnable onShutdown;

    private Builder() {}

    /**
     * Gives a directive of redis.conf, such as {@code databases}, {@code requirepass} or {@code
     * hash-max-listpack-entries}. A directive that redis.conf repeats ({@code user}, {@code
     * rename-command}) has a line of the value for each.
     *
     * @param name in any case
     * @param value as redis.conf writes it
     */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /** Gives several directives; see {@link #setting}. */
    public Builder settings(Map<String, String> values) {
      settings.putAll(values);
      return this;
    }

    /** Takes time from {@code newClock}, for tests that move it. */
    public Builder clock(Clock newClock) {
      this.clock = newClock;
      return this;
    }

    /** Takes chance from {@code newRandomness}, for tests that repeat it. */
    public Builder randomness(Randomness newRandomness) {
      this.randomness = newRandomness;
      return this;
    }

    /** Keeps files on {@code newDisk}, for tests in which it fails. */
    Builder disk(Disk newDisk) {
      this.disk = newDisk;
      return this;
    }

    /**
     * Lets SHUTDOWN call {@code newOnShutdown}, on the thread of whoever calls that command: it
     * should see to it that the engine is closed soon, and not wait for it. Without this SHUTDOWN
     * is refused.
     */
    public Builder onShutdown(Runnable newOnShutdown) {
      this.onShutdown = newOnShutdown;
      return this;
    }

    /**
     * Adds a feature. Features are installed in the order they were added, and closed in reverse.
     */
    public Builder with(Feature feature) {
      features.add(feature);
      return this;
    }

    /**
     * The engine, running.
     *
     * @throws IllegalArgumentException where a directive is unknown or its value is illegal
     */
    public RedisEngine build() {
      RedisEngine engine = buildLater();
      engine.parts();
      return engine;
    }

    /**
     * An engine that starts to run when it is first used. What is wrong with a directive is told
     * then.
     */
    public RedisEngine buildLater() {
      return new RedisEngine(this);
    }
  }
}
