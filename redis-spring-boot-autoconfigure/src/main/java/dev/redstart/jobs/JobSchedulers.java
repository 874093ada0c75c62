package dev.redstart.jobs;

import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedulers of a queue. Each has one job that hasn't begun; the next one is added when a
 * worker takes it, so that a queue without workers collects none.
 */
public final class JobSchedulers {

  private static final int CHANGED_MEANWHILE = -3;
  private static final int PLACE_TAKEN = -10;
  private static final int PLACES_TAKEN = -11;
  private static final int MOST_PLACES = 32;

  private final JobQueue queue;

  JobSchedulers(JobQueue queue) {
    this.queue = queue;
  }

  /**
   * Makes a scheduler, or changes the one of that id: then its job that hasn't begun is replaced.
   * One whose time between stays the same keeps its times.
   *
   * @param id a name of one's own, without colons
   * @param template what the jobs are; their ids and delays are the scheduler's
   * @return the first job's id; empty, and nothing done, where the schedule has no time left
   * @throws JobException where there are jobs in the places of those to come
   */
  public Optional<String> upsert(String id, Schedule schedule, NewJob template) {
    if (id.isEmpty() || id.indexOf(':') >= 0) {
      throw new IllegalArgumentException("not the id of a scheduler: \"" + id + '"');
    }
    Answer answer;
    do {
      answer = tryUpsert(id, schedule, template);
    } while (answer.isRefusal() && answer.number(0) == CHANGED_MEANWHILE);
    if (answer.isRefusal()) {
      throw new JobException("schedule " + id, queue.name(), "of that time", answer.number(0));
    }
    return answer.size() == 0 ? Optional.empty() : Optional.of(answer.text(0));
  }

  private Answer tryUpsert(String id, Schedule schedule, NewJob template) {
    Stored before = read(Arguments.of("scheduler", id)).stream().findFirst().orElse(null);
    Long former = before == null ? null : before.next;
    boolean sameSteps = before != null && sameSteps(Schedule.read(before.hash), schedule);
    Long next = schedule.first(sameSteps ? former : null, queue.calls().now());
    Duration every = schedule.every();
    int places = every == null ? 1 : MOST_PLACES + 1;
    for (int i = 0; i < places && next != null; i++) {
      Arguments arguments =
          queue
              .arguments()
              .with("scheduler", id)
              .with("former", former == null ? "" : Long.toString(former));
      Iteration iteration = new Iteration(id, schedule, 1, next);
      iteration.write(arguments, template);
      Answer answer = queue.calls().run(Script.SCHEDULE, queue.address(), arguments);
      if (!answer.isRefusal() || answer.number(0) != PLACE_TAKEN) {
        return answer;
      }
      next = every == null ? next : next + every.toMillis();
    }
    return next == null
        ? Answer.empty()
        : Answer.refusal(every == null ? PLACE_TAKEN : PLACES_TAKEN);
  }

  private static boolean sameSteps(Schedule before, Schedule now) {
    return now.every() != null
        && now.every().equals(before.every())
        && Objects.equals(now.start(), before.start())
        && (now.offset() == null || now.offset().equals(before.offset()));
  }

  /** Removes a scheduler with its job that hasn't begun. False where there was none. */
  public boolean remove(String id) {
    Arguments arguments = queue.arguments().with("scheduler", id);
    return queue.calls().run(Script.UNSCHEDULE, queue.address(), arguments).number(0) == 1;
  }

  /** The scheduler of that id. */
  public Optional<JobScheduler> find(String id) {
    return read(Arguments.of("scheduler", id)).stream().findFirst().map(Stored::scheduler);
  }

  /** A part of all schedulers, those whose next jobs are due first at the beginning. */
  public List<JobScheduler> list(int first, int count) {
    Arguments arguments =
        Arguments.none().with("first", first).with("last", (long) first + count - 1);
    return read(arguments).stream().map(Stored::scheduler).toList();
  }

  /**
   * Adds the job that comes after one which has just been taken. Workers do so; nothing where its
   * scheduler was changed or removed meanwhile. Repeatable jobs of the kind that BullMQ 5 knew
   * besides schedulers go on, too.
   *
   * @return the next job's id
   */
  public Optional<String> addNext(Job taken) {
    String id = taken.field("rjk");
    Stored stored =
        id == null ? null : read(Arguments.of("scheduler", id)).stream().findFirst().orElse(null);
    Optional<Instant> due = taken.scheduledFor();
    if (stored == null || due.isEmpty()) {
      return Optional.empty();
    }
    if (!stored.hash.containsKey("ic")) {
      return new Repeatable(queue, taken, stored.hash).addNext(due.get().toEpochMilli());
    }
    Schedule schedule = Schedule.read(stored.hash);
    long count = Iteration.count(taken) + 1;
    Long next = schedule.next(due.get().toEpochMilli(), queue.calls().now());
    if (next == null || (schedule.limit() != null && count > schedule.limit())) {
      return Optional.empty();
    }
    Arguments arguments =
        queue.arguments().with("scheduler", stored.id).with("id", taken.id()).with("next", next);
    new Iteration(stored.id, schedule, count, next)
        .write(
            arguments,
            stored.hash.getOrDefault("name", ""),
            stored.hash.getOrDefault("data", "{}"),
            queue.json().options(stored.hash.get("opts")));
    Answer answer = queue.calls().run(Script.NEXT, queue.address(), arguments);
    return answer.size() == 0 ? Optional.empty() : Optional.of(answer.text(0));
  }

  private List<Stored> read(Arguments arguments) {
    Answer answer = queue.calls().run(Script.SCHEDULERS, queue.address(), arguments);
    List<Stored> all = new ArrayList<>(answer.size());
    for (int i = 0; i < answer.size(); i++) {
      Answer one = answer.list(i);
      String next = one.text(1);
      all.add(
          new Stored(
              one.text(0), next.isEmpty() ? null : Long.valueOf(next), one.list(2).fields()));
    }
    return all;
  }

  /** A scheduler as it is stored. */
  private record Stored(String id, @Nullable Long next, Map<String, String> hash) {

    JobScheduler scheduler() {
      return new JobScheduler(
          id,
          Schedule.read(hash),
          hash.getOrDefault("name", ""),
          hash.getOrDefault("data", "{}"),
          next == null ? null : Instant.ofEpochMilli(next),
          Long.parseLong(hash.getOrDefault("ic", "0")));
    }
  }

  /** One job of a series. */
  private final class Iteration {

    private final String scheduler;
    private final Schedule schedule;
    private final long count;
    private final long due;

    Iteration(String scheduler, Schedule schedule, long count, long due) {
      this.scheduler = scheduler;
      this.schedule = schedule;
      this.count = count;
      this.due = due;
    }

    static long count(Job job) {
      return job.options().get("repeat") instanceof Map<?, ?> repeat
              && repeat.get("count") instanceof Number count
          ? count.longValue()
          : 1;
    }

    /** A new scheduler's hash, and its first job. */
    void write(Arguments arguments, NewJob template) {
      String data = template.payload() == null ? "{}" : queue.json(template.payload());
      arguments.with("next", due).table().with("name", template.name());
      repeat().forEach((name, value) -> arguments.with(name, String.valueOf(value)));
      if (!template.options().isEmpty()) {
        arguments.with("opts", queue.json(template.options().stored()));
      }
      if (template.payload() != null) {
        arguments.with("data", data);
      }
      write(arguments, template.name(), data, template.options().stored());
    }

    void write(Arguments arguments, String name, String data, Map<String, Object> template) {
      Map<String, Object> options = new LinkedHashMap<>(JobOptions.of(template).stored());
      options.put("jobId", "repeat:" + scheduler + ":" + due);
      options.put("repeatJobKey", scheduler);
      options.put("delay", Math.max(due - queue.calls().now(), 0));
      options.put("timestamp", queue.calls().now());
      if (schedule.pattern() != null) {
        options.put("prevMillis", due);
      }
      Map<String, Object> repeat = repeat();
      repeat.put("count", count);
      options.put("repeat", repeat);
      JobOptions said = JobOptions.of(options);
      arguments
          .table()
          .with("name", name)
          .with("data", data)
          .with("opts", queue.json(options))
          .with("priority", said.priority())
          .with("first", said.isFirst());
    }

    private Map<String, Object> repeat() {
      Map<String, Object> repeat = schedule.stored();
      Duration every = schedule.every();
      if (every != null) {
        repeat.put("offset", Math.floorMod(due, every.toMillis()));
      }
      return repeat;
    }
  }
}
