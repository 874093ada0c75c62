package dev.redstart.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.QueueAddress;
import dev.redstart.jobs.script.QueueCalls;
import dev.redstart.jobs.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A queue of jobs: what adds them, finds them and changes many of them at once. */
public final class JobQueue {

  private static final JobState[] COUNTED = {
    JobState.WAITING,
    JobState.ACTIVE,
    JobState.PRIORITIZED,
    JobState.DELAYED,
    JobState.WAITING_CHILDREN,
    JobState.COMPLETED,
    JobState.FAILED
  };

  /** As many begun jobs as no limit permits. */
  private static final byte[] HELD_BACK = "9007199254740991".getBytes(UTF_8);

  private final QueueAddress address;
  private final QueueCalls calls;
  private final JobJson json;
  private final Additions additions;
  private final JobSchedulers schedulers;

  JobQueue(
      QueueAddress address, QueueCalls calls, JobJson json, boolean afterCommit, Sending sending) {
    this.address = address;
    this.calls = calls;
    this.json = json;
    this.additions = new Additions(this, afterCommit, sending);
    this.schedulers = new JobSchedulers(this);
  }

  /** Its name. */
  public String name() {
    return address.queue();
  }

  /** Where its keys are. */
  public QueueAddress address() {
    return address;
  }

  /** What reaches it. */
  public QueueCalls calls() {
    return calls;
  }

  /** What makes jobs recur. */
  public JobSchedulers schedulers() {
    return schedulers;
  }

  /** Adds a job that needs to know nothing. */
  public Job add(String name) {
    return add(name, null);
  }

  /** Adds a job; see {@link #add(String, Object, JobOptions)}. */
  public Job add(String name, @Nullable Object payload) {
    return add(name, payload, JobOptions.options());
  }

  /**
   * Adds a job. Within a transaction of Spring's it has its id at once, but is added when that is
   * committed.
   *
   * @param name what is to be done
   * @param payload what it needs to know, written as JSON; null for nothing
   * @return the job, or the one that is there in its place: with the same id, or that does the same
   */
  public Job add(String name, @Nullable Object payload, JobOptions options) {
    return addAll(List.of(new NewJob(name, payload, options))).get(0);
  }

  /** Adds jobs, in steps of at most 500. */
  public List<Job> addAll(List<NewJob> jobs) {
    return additions.add(jobs);
  }

  Job add(JobFlow flow, JobQueues queues) {
    return additions.add(flow, queues);
  }

  /** The job of that id. */
  public Optional<Job> find(String id) {
    Answer answer = calls.run(Script.GET, address, Arguments.of("id", id));
    return answer.size() == 0
        ? Optional.empty()
        : Optional.of(new Job(this, id, answer.list(0).fields()));
  }

  /** Where the job of that id is. */
  public Optional<JobState> stateOf(String id) {
    Answer answer = calls.run(Script.GET, address, Arguments.of("id", id));
    if (answer.size() == 0) {
      return Optional.empty();
    }
    String place = answer.text(1);
    return Arrays.stream(COUNTED).filter(state -> state.holds(place)).findFirst();
  }

  /** How many jobs are in each state. */
  public Map<JobState, Long> counts() {
    Answer answer = calls.run(Script.COUNTS, address, Arguments.none());
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    for (int i = 0; i < COUNTED.length; i++) {
      counts.put(COUNTED[i], answer.number(i));
    }
    return counts;
  }

  /** How many jobs are in a state. */
  public long count(JobState state) {
    return counts().getOrDefault(state, 0L);
  }

  /**
   * A part of the jobs of a state, the oldest first.
   *
   * @param first the place of the first one, from 0
   * @param count how many at most
   */
  public List<Job> jobs(JobState state, int first, int count) {
    return page(state, first, count, true);
  }

  /** As {@link #jobs}, the latest first. */
  public List<Job> latestJobs(JobState state, int first, int count) {
    return page(state, first, count, false);
  }

  private List<Job> page(JobState state, int first, int count, boolean ascending) {
    if (first < 0 || count <= 0) {
      return List.of();
    }
    Arguments arguments =
        Arguments.of("state", state.page())
            .with("first", first)
            .with("last", (long) first + count - 1)
            .with("ascending", ascending);
    Answer answer = calls.run(Script.PAGE, address, arguments);
    List<Job> jobs = new ArrayList<>(answer.size());
    for (int i = 0; i < answer.size(); i++) {
      Answer job = answer.list(i);
      jobs.add(new Job(this, job.text(0), job.list(1).fields()));
    }
    return jobs;
  }

  /** Lines of a job's log, from first to last, both counted from 0 or, below 0, from the end. */
  public List<String> logs(String id, long first, long last) {
    return calls.with(
        address,
        connection -> {
          List<byte[]> lines =
              connection.listCommands().lRange(address.key(id + ":logs"), first, last);
          return lines == null
              ? List.of()
              : lines.stream().map(line -> new String(line, UTF_8)).toList();
        });
  }

  /** Lets no job begin; those that run go on. */
  public void pause() {
    calls.run(Script.PAUSE, address, arguments());
  }

  /** Lets jobs begin again. */
  public void resume() {
    calls.run(Script.RESUME, address, arguments());
  }

  /** True while no job may begin. */
  public boolean isPaused() {
    return Boolean.TRUE.equals(
        calls.with(
            address,
            connection ->
                connection.hashCommands().hExists(address.key("meta"), "paused".getBytes(UTF_8))));
  }

  /**
   * Removes a job with its children. False where a worker has one of them: then nothing was
   * removed.
   */
  public boolean remove(String id) {
    return remove(id, true);
  }

  /** As {@link #remove(String)}, but the children may stay. */
  public boolean remove(String id, boolean withChildren) {
    Arguments arguments = arguments().with("id", id).with("children", withChildren);
    return call("remove", id, Script.REMOVE, arguments).number(0) == 1;
  }

  /** Removes all jobs that wait, those with a delay too if that is wanted. Gives back how many. */
  public long drain(boolean delayedToo) {
    long all = 0;
    long some;
    do {
      some = calls.run(Script.DRAIN, address, arguments().with("delayed", delayedToo)).number(0);
      all += some;
    } while (some >= 1000);
    return all;
  }

  /**
   * Removes jobs of a state that are older than {@code grace}; what workers have stays.
   *
   * @param limit how many at most
   * @return the ids of those that were removed
   */
  public List<String> clean(JobState state, Duration grace, int limit) {
    List<String> ids = new ArrayList<>();
    for (String place : state.places()) {
      if (ids.size() < limit) {
        Arguments arguments =
            arguments()
                .with("state", place)
                .with("before", calls.now() - grace.toMillis())
                .with("limit", limit - ids.size());
        ids.addAll(calls.run(Script.CLEAN, address, arguments).texts());
      }
    }
    return ids;
  }

  /** Runs all jobs again that failed or were completed until now. Gives back how many. */
  public long retryAll(JobState finished) {
    requireFinished(finished);
    return all(finished);
  }

  /** Runs all delayed jobs now. Gives back how many. */
  public long promoteAll() {
    return all(JobState.DELAYED);
  }

  private long all(JobState state) {
    Arguments arguments = arguments().with("state", state.toString());
    long all = 0;
    long some;
    do {
      some = calls.run(Script.ALL, address, arguments).number(0);
      all += some;
    } while (some >= 1000);
    return all;
  }

  /**
   * Removes the queue with all its jobs; it is paused first.
   *
   * @param force whether also while jobs run
   * @throws IllegalStateException where jobs run and it isn't forced
   */
  public void obliterate(boolean force) {
    pause();
    long answer;
    do {
      answer = calls.run(Script.OBLITERATE, address, arguments().with("force", force)).number(0);
    } while (answer == 1);
    if (answer < 0) {
      throw new IllegalStateException(
          answer == -2
              ? "jobs of queue \"" + name() + "\" are active"
              : "queue \"" + name() + "\" was resumed while it was removed");
    }
  }

  /** How many jobs may run at once, whichever workers have them; null for any number. */
  public void limitConcurrency(@Nullable Integer jobs) {
    setting("concurrency", jobs == null ? null : Integer.toString(jobs));
  }

  /** How many jobs may begin in a time; workers' own limits hold where this one isn't set. */
  public void limitRate(int jobs, Duration time) {
    setting("max", Integer.toString(jobs));
    setting("duration", Long.toString(time.toMillis()));
  }

  /** Lets any number of jobs begin, unless workers have limits of their own. */
  public void removeRateLimit() {
    setting("max", null);
    setting("duration", null);
  }

  /**
   * Lets no job begin for that time, where the queue has a limit of its rate or a worker has one of
   * its own; none at all ends it.
   */
  public void holdBack(Duration time) {
    byte[] key = address.key("limiter");
    long millis = time.toMillis();
    calls.with(
        address,
        connection ->
            millis > 0
                ? connection.stringCommands().pSetEx(key, millis, HELD_BACK)
                : connection.keyCommands().del(key));
  }

  /**
   * How many jobs have finished, minute by minute. Only workers that are told to do so count them.
   *
   * @param finished those that were completed, or those that failed
   * @param minutes how many of the latest minutes at most
   */
  public JobMetrics metrics(JobState finished, int minutes) {
    requireFinished(finished);
    byte[] key = address.key("metrics:" + finished);
    byte[] data = address.key("metrics:" + finished + ":data");
    return calls.with(
        address,
        connection -> {
          byte[] count = connection.hashCommands().hGet(key, "count".getBytes(UTF_8));
          List<byte[]> points =
              minutes < 1 ? null : connection.listCommands().lRange(data, 0, minutes - 1L);
          return new JobMetrics(
              count == null ? 0 : Long.parseLong(new String(count, UTF_8)),
              points == null
                  ? List.of()
                  : points.stream().map(it -> Long.valueOf(new String(it, UTF_8))).toList());
        });
  }

  private void setting(String name, @Nullable String value) {
    byte[] field = name.getBytes(UTF_8);
    calls.with(
        address,
        connection ->
            value == null
                ? connection.hashCommands().hDel(address.key("meta"), field)
                : connection
                    .hashCommands()
                    .hSet(address.key("meta"), field, value.getBytes(UTF_8)));
  }

  /** The values of one of a job's hashes of children, by their keys. */
  Map<String, String> children(String id, String kind) {
    return calls.with(
        address,
        connection -> {
          Map<byte[], byte[]> all = connection.hashCommands().hGetAll(address.key(id + ":" + kind));
          Map<String, String> children = new LinkedHashMap<>();
          if (all != null) {
            all.forEach((key, it) -> children.put(new String(key, UTF_8), new String(it, UTF_8)));
          }
          return children;
        });
  }

  /** The children of a job, up to a number. */
  List<JobChild> children(String id, int most) {
    Arguments arguments = Arguments.of("id", id).with("most", Math.max(most, 1));
    Answer answer = calls.run(Script.CHILDREN, address, arguments);
    List<JobChild> children = new ArrayList<>(answer.size());
    for (int i = 0; i < answer.size(); i++) {
      Answer child = answer.list(i);
      children.add(new JobChild(child.text(0), JobChild.Standing.of(child.text(1)), child.text(2)));
    }
    return children;
  }

  /** What all scripts are told. */
  Arguments arguments() {
    return calls.arguments();
  }

  JobJson json() {
    return json;
  }

  /** A value as it is stored. */
  public String json(@Nullable Object value) {
    return json.write(value);
  }

  /** Runs a script on one job. */
  Answer call(String operation, String id, Script script, Arguments arguments) {
    Answer answer = calls.run(script, address, arguments);
    if (answer.isRefusal()) {
      throw new JobException(operation, name(), id, answer.number(0));
    }
    return answer;
  }

  static void requireFinished(JobState state) {
    if (state != JobState.COMPLETED && state != JobState.FAILED) {
      throw new IllegalArgumentException("jobs that are " + state + " have not finished");
    }
  }

  @Override
  public String toString() {
    return "queue " + name();
  }
}
