package dev.redstart.jobs.worker;

import dev.redstart.jobs.Job;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that a worker has, and when it was last said that they are its own. */
final class HeldJobs {

  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final WorkerCalls calls;
  private final long renewAfter;

  HeldJobs(WorkerCalls calls, long renewAfter) {
    this.calls = calls;
    this.renewAfter = renewAfter;
  }

  Held add(Job job, String token) {
    Held entry = new Held(job, token, Thread.currentThread(), calls.now());
    held.put(job.id(), entry);
    return entry;
  }

  void remove(Held entry) {
    held.remove(entry.job.id(), entry);
  }

  int size() {
    return held.size();
  }

  Collection<Held> all() {
    return held.values();
  }

  /** Holds on to those for which it is time. Gives back those that are lost and still run. */
  List<Job> renew() {
    long now = calls.now();
    Map<String, String> due = new LinkedHashMap<>();
    Map<String, Held> asked = new HashMap<>();
    for (Held entry : held.values()) {
      if (now - entry.since >= renewAfter) {
        entry.since = now;
        due.put(entry.job.id(), entry.token);
        asked.put(entry.job.id(), entry);
      }
    }
    List<String> lost = due.isEmpty() ? List.of() : calls.renew(due);
    return lost.stream()
        .map(asked::get)
        .filter(entry -> entry != null && held.get(entry.job.id()) == entry)
        .map(entry -> entry.job)
        .toList();
  }

  /** A job that a thread runs. */
  static final class Held {

    final Job job;
    final String token;
    final Thread thread;
    private volatile long since;
    private volatile boolean givenBack;

    Held(Job job, String token, Thread thread, long since) {
      this.job = job;
      this.token = token;
      this.thread = thread;
      this.since = since;
    }

    /** Whether it goes back to its queue: then it is of no interest how it ends here. */
    void givenBack(boolean isGivenBack) {
      givenBack = isGivenBack;
    }

    boolean isGivenBack() {
      return givenBack;
    }
  }
}
