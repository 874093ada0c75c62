package dev.redstart.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a job recurs.
 *
 * @param id its name within its queue
 * @param schedule when
 * @param job the name of the jobs
 * @param payload what they need to know, as JSON
 * @param next when the next one is due; null where there is none
 * @param iterations how many there have been, the next one included
 */
public record JobScheduler(
    String id,
    Schedule schedule,
    String job,
    String payload,
    @Nullable Instant next,
    long iterations) {}
