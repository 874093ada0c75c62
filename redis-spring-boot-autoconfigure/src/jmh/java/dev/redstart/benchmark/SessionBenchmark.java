package dev.redstart.benchmark;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;

/**
 * A session with three attributes: loaded, and saved after a request that has changed one of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class SessionBenchmark {

  private SessionRepository<Session> sessions;
  private String id;

  @Setup(Level.Trial)
  public void start(Place place) {
    sessions = repository(place.factory());
    Session session = sessions.createSession();
    session.setAttribute("account", "ada");
    session.setAttribute("since", Instant.EPOCH);
    session.setAttribute("visits", 1);
    sessions.save(session);
    id = session.getId();
  }

  /** As Spring Session's own configuration makes it. */
  @SuppressWarnings("unchecked")
  private static SessionRepository<Session> repository(RedisConnectionFactory factory) {
    RedisTemplate<String, Object> template = new RedisTemplate<>();
    template.setConnectionFactory(factory);
    template.setKeySerializer(RedisSerializer.string());
    template.setHashKeySerializer(RedisSerializer.string());
    template.afterPropertiesSet();
    return (SessionRepository<Session>) (SessionRepository<?>) new RedisSessionRepository(template);
  }

  @Benchmark
  public Session load() {
    return sessions.findById(id);
  }

  @Benchmark
  public void loadAndSave() {
    Session session = sessions.findById(id);
    session.setAttribute("visits", 2);
    session.setLastAccessedTime(Instant.now());
    sessions.save(session);
  }
}
