package dev.redstart.jobs.board;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobScheduler;
import dev.redstart.jobs.JobState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the page asks for, as what becomes its JSON. Every list is a part of a whole. */
final class BoardReading {

  private static final int USUAL = 25;
  private static final int MOST = 200;

  private final ShownQueues queues;

  BoardReading(ShownQueues queues) {
    this.queues = queues;
  }

  Object queues(BoardRequest request) {
    List<String> names = queues.names();
    int first = Math.min(first(request), names.size());
    int last = Math.min(first + count(request), names.size());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", names.size());
    answer.put(
        "queues",
        names.subList(first, last).stream().map(queues::queue).map(BoardReading::queue).toList());
    return answer;
  }

  /** A queue's counts, and whether it is paused. */
  private static Map<String, Object> queue(JobQueue queue) {
    Map<String, Long> counts = new LinkedHashMap<>();
    queue.counts().forEach((state, count) -> counts.put(state.toString(), count));
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("name", queue.name());
    summary.put("paused", queue.isPaused());
    summary.put("counts", counts);
    return summary;
  }

  /** Of those that have ended the latest first, of all others the one that runs next. */
  Object jobs(BoardRequest request) {
    JobQueue queue = queues.queue(request);
    JobState state = request.state();
    boolean ended = state == JobState.COMPLETED || state == JobState.FAILED;
    int first = first(request);
    List<Job> jobs =
        ended
            ? queue.latestJobs(state, first, count(request))
            : queue.jobs(state, first, count(request));
    Map<String, Object> answer = queue(queue);
    answer.put("jobs", jobs.stream().map(JobView::line).toList());
    return answer;
  }

  Object job(BoardRequest request) {
    JobQueue queue = queues.queue(request);
    Job job = queue.find(request.text("job")).orElseThrow(() -> BoardException.missing("job"));
    return new JobView(job, queues).whole();
  }

  /** Lines of a job's log, counted from its end, in the order in which they were added. */
  Object logs(BoardRequest request) {
    JobQueue queue = queues.queue(request);
    long before = first(request);
    int count = count(request);
    List<String> lines = queue.logs(request.text("job"), -before - count - 1, -before - 1);
    return part(lines, count, true, line -> JobView.cut(line, JobView.LINE));
  }

  Object schedulers(BoardRequest request) {
    int count = count(request);
    List<JobScheduler> schedulers =
        queues.queue(request).schedulers().list(first(request), count + 1);
    return part(schedulers, count, false, BoardReading::scheduler);
  }

  private static Map<String, Object> scheduler(JobScheduler scheduler) {
    Map<String, Object> view = new TreeMap<>();
    view.put("id", scheduler.id());
    view.put("job", scheduler.job());
    view.put("data", JobView.cut(scheduler.payload(), JobView.EXCERPT));
    view.put("iterations", scheduler.iterations());
    view.put("schedule", words(scheduler));
    JobView.put(view, "next", scheduler.next());
    return view;
  }

  private static String words(JobScheduler scheduler) {
    var schedule = scheduler.schedule();
    StringBuilder words = new StringBuilder();
    words.append(schedule.pattern() == null ? "every " + schedule.every() : schedule.pattern());
    add(words, " in ", schedule.zone());
    add(words, ", offset ", schedule.offset());
    add(words, ", times: ", schedule.limit());
    add(words, ", from ", schedule.start());
    add(words, ", until ", schedule.end());
    return words.toString();
  }

  private static void add(StringBuilder words, String before, @Nullable Object value) {
    if (value != null) {
      words.append(before).append(value);
    }
  }

  /** Asked for one more than wanted, which tells whether there are more. */
  private static <T> Map<String, Object> part(
      List<T> items, int count, boolean atEnd, Function<T, Object> view) {
    boolean more = items.size() > count;
    List<T> wanted = items;
    if (more) {
      wanted = atEnd ? items.subList(1, items.size()) : items.subList(0, count);
    }
    return Map.of("items", wanted.stream().map(view).toList(), "more", more);
  }

  private static int first(BoardRequest request) {
    return request.number("first", 0, Integer.MAX_VALUE - MOST);
  }

  private static int count(BoardRequest request) {
    return Math.max(request.number("count", USUAL, MOST), 1);
  }
}
