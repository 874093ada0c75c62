package dev.redstart.jobs.worker;

import dev.redstart.jobs.Keep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker works.
 *
 * @param name its name, as the jobs show it
 * @param concurrency how many jobs it runs at once
 * @param lock how long a job is its own without renewal
 * @param stalledInterval how often it looks for jobs whose worker is gone
 * @param maxStalled how often a job may lose its worker
 * @param maxStarted how often a job may be begun; null for any number
 * @param idle how long it waits for the marker before it asks again
 * @param limit how many jobs may begin in {@code limitTime}; null for any number
 * @param limitTime the time of the limit
 * @param metrics for how many minutes it counts finished jobs; 0 for none
 * @param removeOnComplete which completed jobs are kept where they say nothing
 * @param removeOnFail which failed jobs are kept where they say nothing
 */
record WorkerSettings(
    @Nullable String name,
    int concurrency,
    Duration lock,
    Duration stalledInterval,
    int maxStalled,
    @Nullable Integer maxStarted,
    Duration idle,
    @Nullable Integer limit,
    Duration limitTime,
    int metrics,
    Keep removeOnComplete,
    Keep removeOnFail) {}
