package dev.redstart.jobs.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.JobQueue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;

/** Tells a listener of all that happens in a queue from its start to its close. */
public final class JobEventStream implements AutoCloseable {

  private static final Log LOG = LogFactory.getLog(JobEventStream.class);
  private static final Duration BLOCK = Duration.ofSeconds(5);
  private static final long AFTER_FAILURE_SECONDS = 2;
  private static final int PART = 100;
  private static final String BEGINNING = "0-0";

  private final JobQueue queue;
  private final byte[] key;
  private final Consumer<JobEvent> listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private String last = BEGINNING;

  /** A stream of the events of {@code queue}, not started yet. */
  public JobEventStream(JobQueue queue, Consumer<JobEvent> listener) {
    this.queue = queue;
    this.key = queue.address().key("events");
    this.listener = listener;
    this.thread = new Thread(this::run, "job-events-" + queue.name());
    thread.setDaemon(true);
  }

  /** Begins: what happens after this call has returned is told. To be called once. */
  public void start() {
    last = last();
    thread.start();
  }

  /** Ends: the listener is called no more once the event that it has is done. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  private String last() {
    return queue
        .calls()
        .with(
            queue.address(),
            connection -> {
              List<ByteRecord> latest =
                  connection
                      .streamCommands()
                      .xRevRange(key, Range.unbounded(), Limit.limit().count(1));
              return latest == null || latest.isEmpty()
                  ? BEGINNING
                  : latest.get(0).getId().getValue();
            });
  }

  private void run() {
    while (closed.getCount() > 0) {
      try {
        read().forEach(this::tell);
      } catch (QueryTimeoutException e) {
        LOG.debug("No event of " + queue + " in time", e);
      } catch (RuntimeException e) {
        recover(e);
      }
    }
  }

  private void recover(RuntimeException failure) {
    if (closed.getCount() > 0) {
      LOG.warn("Events of " + queue + " can't be read; trying again", failure);
      try {
        closed.await(AFTER_FAILURE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @SuppressWarnings("unchecked") // An array of a generic type.
  private List<ByteRecord> read() {
    StreamReadOptions options = StreamReadOptions.empty().block(BLOCK).count(PART);
    List<ByteRecord> records =
        queue
            .calls()
            .with(
                queue.address(),
                connection ->
                    connection
                        .streamCommands()
                        .xRead(options, StreamOffset.create(key, ReadOffset.from(last))));
    return records == null ? List.of() : records;
  }

  private void tell(ByteRecord entry) {
    last = entry.getId().getValue();
    Map<String, String> fields = new LinkedHashMap<>();
    entry
        .getValue()
        .forEach((name, value) -> fields.put(new String(name, UTF_8), new String(value, UTF_8)));
    String kind = fields.remove("event");
    String jobId = fields.remove("jobId");
    if (kind != null && closed.getCount() > 0) {
      try {
        listener.accept(new JobEvent(queue.name(), kind, jobId, fields, last));
      } catch (RuntimeException e) {
        LOG.error("A listener of the events of " + queue + " failed", e);
      }
    }
  }
}
