package dev.redstart.jobs.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a queue.
 *
 * @param queue the queue's name
 * @param kind what it was: added, waiting, delayed, active, progress, completed, failed,
 *     retries-exhausted, stalled, removed, duplicated, deduplicated, waiting-children, drained,
 *     paused, resumed, cleaned, or something of a program's own
 * @param jobId the job's id; null where the event isn't one job's
 * @param fields all that is said of it, such as returnvalue, failedReason, data, delay or prev
 * @param id the event's own id, which begins with its time
 */
public record JobEvent(
    String queue, String kind, @Nullable String jobId, Map<String, String> fields, String id) {

  /** Keeps what it was given. */
  public JobEvent {
    fields = Map.copyOf(fields);
  }

  /** When it happened, by the clock of Redis. */
  public Instant time() {
    return Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
  }
}
