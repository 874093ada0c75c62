package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;

/** What a worker gets where it asks for a job. */
sealed interface Fetched {

  /** A job, which is the worker's now. */
  record Taken(Job job) implements Fetched {}

  /** No job yet: the limit permits one after so many milliseconds. */
  record Limited(long millis) implements Fetched {}

  /** No job; the first delayed one is due at that time, which is negative where there is none. */
  record None(long due) implements Fetched {}

  /** The job isn't the worker's any longer, and no other was asked for. */
  record Refused(long number) implements Fetched {}

  /** The job has no children to wait for, and is the worker's still. */
  record Childless() implements Fetched {}
}
