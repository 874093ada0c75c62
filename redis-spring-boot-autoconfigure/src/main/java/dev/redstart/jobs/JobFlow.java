package dev.redstart.jobs;

import java.util.List;

/**
 * A job that runs when its children are done, each of which may have children of its own, in any
 * queues.
 *
 * @param queue the name of its queue
 * @param job the job
 * @param children what has to be done before
 */
public record JobFlow(String queue, NewJob job, List<JobFlow> children) {

  /** Keeps what it was given. */
  public JobFlow {
    children = List.copyOf(children);
  }

  /** A job without children. */
  public static JobFlow of(String queue, NewJob job) {
    return new JobFlow(queue, job, List.of());
  }

  /** The same with those children. */
  public JobFlow after(JobFlow... before) {
    return new JobFlow(queue, job, List.of(before));
  }
}
