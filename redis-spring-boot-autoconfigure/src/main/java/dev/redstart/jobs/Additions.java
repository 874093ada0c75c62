package dev.redstart.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redstart.jobs.script.Answer;
import dev.redstart.jobs.script.Arguments;
import dev.redstart.jobs.script.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
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

  Additions(JobQueue queue, boolean afterCommit) {
    this.queue = queue;
    this.afterCommit = afterCommit;
  }

  List<Job> add(List<NewJob> jobs) {
    List<Entry> entries = jobs.stream().map(this::entry).toList();
    if (afterCommit
        && TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive()) {
      return addAfterCommit(entries);
    }
    return addNow(entries);
  }

  private List<Job> addNow(List<Entry> entries) {
    List<Job> added = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i += STEP) {
      List<Entry> some = entries.subList(i, Math.min(i + STEP, entries.size()));
      Arguments arguments = queue.arguments();
      some.forEach(entry -> entry.write(arguments));
      Answer answer = queue.calls().run(Script.ADD, queue.address(), arguments);
      for (int j = 0; j < some.size(); j++) {
        added.add(some.get(j).added(queue, answer, j));
      }
    }
    return added;
  }

  private List<Job> addAfterCommit(List<Entry> entries) {
    List<Entry> named = entries.stream().map(entry -> entry.named(this::number)).toList();
    TransactionSynchronizationManager.registerSynchronization(new Commit(() -> addNow(named)));
    return named.stream().map(entry -> new Job(queue, entry.mustHaveId(), entry.fields)).toList();
  }

  private record Commit(Runnable task) implements TransactionSynchronization {

    @Override
    public void afterCommit() {
      task.run();
    }
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

  private Entry entry(NewJob job) {
    JobOptions options = job.options();
    String data = job.payload() == null ? "{}" : queue.json().write(job.payload());
    long limit = options.number("sizeLimit", Long.MAX_VALUE);
    if (data.getBytes(UTF_8).length > limit) {
      throw new IllegalArgumentException(
          "the payload of job " + job.name() + " exceeds " + limit + " bytes");
    }
    Map<String, String> fields = new HashMap<>();
    fields.put("name", job.name());
    fields.put("data", data);
    fields.put("opts", queue.json().write(options.stored()));
    fields.put("timestamp", Long.toString(options.number("timestamp", queue.calls().now())));
    fields.put("delay", Long.toString(options.delay().toMillis()));
    fields.put("priority", Integer.toString(options.priority()));
    Deduplication deduplication = options.deduplication();
    if (deduplication != null) {
      fields.put("deid", deduplication.id());
    }
    return new Entry(options.id(), fields, options.isFirst(), deduplication);
  }

  /** A job on its way: its hash, and what decides where it goes. */
  private record Entry(
      @Nullable String id,
      Map<String, String> fields,
      boolean first,
      @Nullable Deduplication deduplication) {

    Entry named(Supplier<String> number) {
      return id == null ? new Entry(number.get(), fields, first, deduplication) : this;
    }

    String mustHaveId() {
      return Objects.requireNonNull(id);
    }

    void write(Arguments arguments) {
      arguments.table().with("id", id).with("first", first);
      fields.forEach(arguments::with);
      if (deduplication != null) {
        arguments
            .with(
                "ttl",
                deduplication.ttl() == null ? null : Long.toString(deduplication.ttl().toMillis()))
            .with("extend", deduplication.extend())
            .with("replace", deduplication.replace())
            .with("keepLast", deduplication.keepLast())
            .with("reschedule", deduplication.reschedule());
      }
    }

    Job added(JobQueue queue, Answer answer, int index) {
      if (answer.isNumber(index)) {
        throw new JobException(
            "add " + fields.get("name"), queue.name(), String.valueOf(id), answer.number(index));
      }
      return new Job(queue, answer.text(index), fields);
    }
  }
}
