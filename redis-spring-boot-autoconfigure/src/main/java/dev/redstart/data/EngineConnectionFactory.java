package dev.redstart.data;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.RedisException;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConnection;

/**
 * Connections to an engine in this process, for both of Spring Data's programming models. They are
 * cheap: a connection is a session, there is nothing to pool.
 *
 * <p>The engine stays its owner's, who closes it after this factory. Being stopped changes nothing
 * but {@link #isRunning}: beans that are destroyed later still need connections, and so do beans
 * that are initialized before the context starts. Only after {@link #destroy} there are none.
 */
public final class EngineConnectionFactory
    implements RedisConnectionFactory,
        ReactiveRedisConnectionFactory,
        SmartLifecycle,
        DisposableBean {

  private final RedisEngine engine;
  private final int database;
  private volatile @Nullable VerbTable table;
  private volatile @Nullable CommandObservations observations;
  private volatile boolean running;
  private volatile boolean destroyed;

  /** Connections to {@code engine} that begin on database 0. */
  public EngineConnectionFactory(RedisEngine engine) {
    this(engine, 0);
  }

  /**
   * Connections to {@code engine}.
   *
   * @param database the index of the database that a connection begins on; the engine must have it
   */
  public EngineConnectionFactory(RedisEngine engine, int database) {
    this.engine = engine;
    this.database = database;
  }

  /** The engine behind the connections. */
  public RedisEngine getEngine() {
    return engine;
  }

  /** The index of the database that a connection begins on. */
  public int getDatabase() {
    return database;
  }

  /**
   * Lets calls of connections that are got from now on be observed, by the names that Lettuce gives
   * its own. That costs a multiple of what a simple call does, so it is not done unless said here.
   */
  public void setObservationRegistry(ObservationRegistry registry) {
    observations = new CommandObservations(registry, engine.commands());
  }

  /**
   * A new connection.
   *
   * @throws RedisConnectionFailureException after {@link #destroy}
   */
  @Override
  public RedisConnection getConnection() {
    return connection();
  }

  /**
   * A new reactive connection.
   *
   * @throws RedisConnectionFailureException after {@link #destroy}
   */
  @Override
  public ReactiveRedisConnection getReactiveConnection() {
    return new EngineReactiveConnection(
        connection(), new Waits(this::openSession, observations), this::openSession);
  }

  @Override
  public RedisClusterConnection getClusterConnection() {
    throw new InvalidDataAccessApiUsageException("Cluster is not configured");
  }

  @Override
  public ReactiveRedisClusterConnection getReactiveClusterConnection() {
    throw new InvalidDataAccessApiUsageException("Cluster is not configured");
  }

  @Override
  public RedisSentinelConnection getSentinelConnection() {
    throw new InvalidDataAccessApiUsageException("No Sentinels configured");
  }

  /** Always true: results of pipelines and transactions are what the methods return directly. */
  @Override
  public boolean getConvertPipelineAndTxResults() {
    return true;
  }

  /** Exceptions are Spring's already, but for those of the engine's own API. */
  @Override
  public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException ex) {
    return ex instanceof RedisException
        ? new RedisSystemException(String.valueOf(ex.getMessage()), ex)
        : null;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** As that of Spring Data's own factories: before listener containers when starting. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void destroy() {
    running = false;
    destroyed = true;
  }

  private EngineConnection connection() {
    Session session = openSession();
    return new EngineConnection(session, calls(session), this::open);
  }

  private Calls calls(Session session) {
    Calls calls = new SessionCalls(session, table());
    CommandObservations observing = observations;
    return observing == null ? calls : new ObservedCalls(calls, observing);
  }

  /** Made when it is needed: the engine may not run before that. */
  private VerbTable table() {
    VerbTable known = table;
    if (known == null) {
      known = new VerbTable(engine.commands());
      table = known;
    }
    return known;
  }

  /**
   * A new session, on the database that a connection begins on.
   *
   * @throws RedisConnectionFailureException after {@link #destroy}
   */
  public Session openSession() {
    if (destroyed) {
      throw new RedisConnectionFailureException("The connection factory has been destroyed");
    }
    Session session = engine.session();
    if (database != 0) {
      session.client().select(database);
    }
    return session;
  }

  private boolean open() {
    return !destroyed;
  }
}
