package dev.redstart.jobs;

import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The way of new jobs into a queue. Within a transaction they are given the next numbers as their
 * ids at once, and are added by them after its commit; after a rollback those numbers are not used.
 */
final class Additions {

  private static final int STEP = 500;

  private final JobQueue queue;
  private final boolean afterCommit;
  private final Sending sending;

  Additions(JobQueue queue, boolean afterCommit, Sending sending) {
    this.queue = queue;
    this.sending = sending;
    this.afterCommit = afterCommit;
  }

  List<Job> add(List<NewJob> jobs) {
    return sending.observe(queue.name(), trace -> add(jobs, trace));
  }

  private List<Job> add(List<NewJob> jobs, Map<String, String> trace) {
    List<Addition> additions =
        jobs.stream().map(job -> Addition.of(queue, job).traced(trace)).toList();
    requireOneSlot(additions);
    if (!waits()) {
      return addNow(additions, STEP);
    }
    List<Addition> named = additions.stream().map(it -> it.named(this::number)).toList();
    return addAfterCommit(named, STEP);
  }

  /** All jobs of a flow in one step; gives back the one that waits for all others. */
  Job add(JobFlow flow, JobQueues queues) {
    return sending.observe(queue.name(), trace -> add(flow, queues, trace));
  }

  private Job add(JobFlow flow, JobQueues queues, Map<String, String> trace) {
    List<Addition> collected = new ArrayList<>();
    collect(flow, null, queues, collected);
    requireOneSlot(collected);
    List<Addition> all = collected.stream().map(addition -> addition.traced(trace)).toList();
    List<Job> jobs = waits() ? addAfterCommit(all, all.size()) : addNow(all, all.size());
    return jobs.get(0);
  }

  /** Parents before their children. */
  private static void collect(
      JobFlow flow, @Nullable Addition parent, JobQueues queues, List<Addition> all) {
    Addition addition =
        Addition.of(queues.queue(flow.queue()), flow.job())
            .named(() -> UUID.randomUUID().toString())
            .inFlow(parent, !flow.children().isEmpty());
    all.add(addition);
    flow.children().forEach(child -> collect(child, addition, queues, all));
  }

  /** What a script adds it must be able to reach, and the parents, too. */
  private void requireOneSlot(List<Addition> additions) {
    for (Addition addition : additions) {
      String parent = addition.fields().get("parentKey");
      queue.calls().requireOneSlot(queue.address(), addition.queue().address().base());
      if (parent != null) {
        String base = parent.substring(0, parent.lastIndexOf(':'));
        queue.calls().requireOneSlot(queue.address(), base);
      }
    }
  }

  private boolean waits() {
    return afterCommit
        && TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive();
  }

  private List<Job> addNow(List<Addition> additions, int step) {
    List<Job> added = new ArrayList<>(additions.size());
    for (int i = 0; i < additions.size(); i += step) {
      List<Addition> some = additions.subList(i, Math.min(i + step, additions.size()));
      Arguments arguments = queue.arguments();
      some.forEach(addition -> addition.write(arguments));
      Answer answer = queue.calls().run(Script.ADD, queue.address(), arguments);
      for (int j = 0; j < some.size(); j++) {
        added.add(some.get(j).added(answer, j));
      }
    }
    return added;
  }

  private List<Job> addAfterCommit(List<Addition> named, int step) {
    TransactionSynchronizationManager.registerSynchronization(
        new Commit(() -> addNow(named, step)));
    return named.stream().map(Addition::job).toList();
  }

  private String number() {
    Long number =
        queue
            .calls()
            .with(
                queue.address(),
                connection -> connection.stringCommands().incr(queue.address().key("id")));
    return String.valueOf(number);
  }

  /** Adds what was to be added. */
  private record Commit(Runnable task) implements TransactionSynchronization {

    @Override
    public void afterCommit() {
      task.run();
    }
  }
}
