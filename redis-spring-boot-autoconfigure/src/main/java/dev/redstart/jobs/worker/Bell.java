package dev.redstart.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.script.QueueAddress;
import dev.redstart.jobs.script.QueueCalls;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The connection on which a worker waits to be told of jobs. By its name BullMQ's tools know that
 * the worker is there. Used by one thread at a time.
 */
final class Bell {

  private static final Log LOG = LogFactory.getLog(Bell.class);

  private final QueueCalls calls;
  private final QueueAddress queue;
  private final byte[] name;
  private @Nullable RedisConnection connection;

  /**
   * @param worker the worker's name, if it has one
   */
  Bell(QueueCalls calls, QueueAddress queue, @Nullable String worker) {
    this.calls = calls;
    this.queue = queue;
    String encoded = Base64.getEncoder().encodeToString(queue.queue().getBytes(UTF_8));
    String suffix = worker == null ? "" : ":w:" + worker.replaceAll("\\s", "_");
    this.name = (queue.prefix() + ':' + encoded + suffix).getBytes(UTF_8);
  }

  /** Waits until somebody says that there may be a job, but no longer than that time. */
  void await(long millis) {
    try {
      connection().zSetCommands().bZPopMin(queue.key("marker"), millis, TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      // Whoever was interrupted must not leave a connection that still waits, and takes a marker.
      close();
      throw e;
    }
  }

  /** Gives the connection back; it is opened again when somebody waits. */
  void close() {
    if (connection != null) {
      close(connection);
      connection = null;
    }
  }

  private RedisConnection connection() {
    RedisConnection open = connection;
    if (open == null) {
      open = named(calls.open(queue));
      connection = open;
    }
    return open;
  }

  /**
   * Drivers that share a connection have one of their own for pipelines, and for whatever waits: it
   * is that which is given the name. A cluster's have none of this kind.
   */
  private RedisConnection named(RedisConnection open) {
    if (open instanceof RedisClusterConnection) {
      return open;
    }
    try {
      open.openPipeline();
      open.serverCommands().setClientName(name);
      open.closePipeline();
      return open;
    } catch (RuntimeException e) {
      // Works without, too, where somebody may not give names. The pipeline may be open still.
      LOG.debug("A worker's connection has no name", e);
      close(open);
      return calls.open(queue);
    }
  }

  private static void close(RedisConnection connection) {
    try {
      connection.close();
    } catch (RuntimeException e) {
      LOG.debug("A connection could not be closed", e);
    }
  }
}
