package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import org.jspecify.annotations.Nullable;

/** Does what a job asks for. */
@FunctionalInterface
public interface JobHandler {

  /**
   * Runs a job, on one thread, perhaps at the same time as others.
   *
   * @return what the job gives back; has to be writable as JSON
   * @throws Exception where it failed; see also {@link UnrecoverableJobException} and {@link
   *     JobDeferredException}
   */
  @Nullable Object handle(Job job) throws Exception;
}
