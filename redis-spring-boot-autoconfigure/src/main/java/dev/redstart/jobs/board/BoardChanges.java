package dev.redstart.jobs.board;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobState;
import java.time.Duration;
import java.util.Map;

/**
 * What the page can do to queues and jobs, where that is allowed. Each answers what it has done.
 */
final class BoardChanges {

  private static final int MOST_CLEANED = 10_000;

  private final ShownQueues queues;

  BoardChanges(ShownQueues queues) {
    this.queues = queues;
  }

  Object pause(BoardRequest request) {
    JobQueue queue = queues.queue(request);
    queue.pause();
    return done("Paused " + queue.name());
  }

  Object resume(BoardRequest request) {
    JobQueue queue = queues.queue(request);
    queue.resume();
    return done("Resumed " + queue.name());
  }

  /** Removes jobs of a state that are older than so many minutes. */
  Object clean(BoardRequest request) {
    JobQueue queue = queues.queue(request);
    JobState state = request.state();
    Duration grace = Duration.ofMinutes(request.number("minutes", 0, Integer.MAX_VALUE));
    int limit = request.number("limit", 1000, MOST_CLEANED);
    return done("Removed " + jobs(queue.clean(state, grace, limit).size()));
  }

  Object retryAll(BoardRequest request) {
    return done("Lined up " + jobs(queues.queue(request).retryAll(request.state())));
  }

  Object promoteAll(BoardRequest request) {
    return done("Lined up " + jobs(queues.queue(request).promoteAll()));
  }

  Object retry(BoardRequest request) {
    Job job = job(request);
    job.retry(job.state().orElseThrow(() -> BoardException.missing("job")));
    return done("Lined up job " + job.id());
  }

  Object promote(BoardRequest request) {
    Job job = job(request);
    job.promote();
    return done("Lined up job " + job.id());
  }

  Object remove(BoardRequest request) {
    Job job = job(request);
    if (!job.remove()) {
      throw new BoardException(409, "a worker has the job, or one of its children");
    }
    return done("Removed job " + job.id());
  }

  Object removeScheduler(BoardRequest request) {
    String id = request.text("scheduler");
    if (!queues.queue(request).schedulers().remove(id)) {
      throw BoardException.missing("scheduler");
    }
    return done("Removed scheduler " + id);
  }

  private Job job(BoardRequest request) {
    return queues
        .queue(request)
        .find(request.text("job"))
        .orElseThrow(() -> BoardException.missing("job"));
  }

  private static String jobs(long count) {
    return count == 1 ? "1 job" : count + " jobs";
  }

  private static Object done(String what) {
    return Map.of("done", what);
  }
}
