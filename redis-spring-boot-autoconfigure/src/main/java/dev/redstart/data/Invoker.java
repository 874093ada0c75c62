package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisPipelineException;

/**
 * The one place that knows whether a call of a connection runs by itself, in a pipeline or in a
 * transaction. By itself its reply is read and returned; else null is returned, and the reply is
 * kept for the end of the pipeline or the transaction. In a pipeline the calls run at once, too:
 * there is no way to the engine that could be saved.
 */
final class Invoker {

  private final Calls calls;

  /** What the readers made of the pipelined calls so far; null where there is no pipeline. */
  private @Nullable List<@Nullable Object> pipeline;

  /** The first error in the pipeline. */
  private @Nullable RuntimeException pipelineFailure;

  /** The readers of the calls that were queued; null where there is no transaction. */
  private @Nullable List<Reader<?>> transaction;

  Invoker(Calls calls) {
    this.calls = calls;
  }

  // ---- calls

  <T> @Nullable T call(Reader<T> reader, Verb verb) {
    return run(reader, verb, verb.words());
  }

  <T> @Nullable T call(Reader<T> reader, Verb verb, byte[] first) {
    return verb.wordCount() == 1
        ? run(reader, verb, new Bytes[] {verb.word(), Line.copy(first)})
        : call(reader, Line.of(verb, first));
  }

  <T> @Nullable T call(Reader<T> reader, Verb verb, byte[] first, byte[] second) {
    return run(reader, verb, new Bytes[] {verb.word(), Line.copy(first), Line.copy(second)});
  }

  <T> @Nullable T call(Reader<T> reader, Line line) {
    return run(reader, line.verb(), line.args());
  }

  /** Runs a call whose only result is that it worked: pipelines and transactions leave it out. */
  void status(Line line) {
    run(Readers.STATUS, line.verb(), line.args());
  }

  /** See {@link #status(Line)}. */
  void status(Verb verb) {
    run(Readers.STATUS, verb, verb.words());
  }

  /** Runs a call of any command. */
  @Nullable Object raw(String command, byte[]... args) {
    Bytes[] all = new Bytes[args.length + 1];
    all[0] = Bytes.of(command);
    for (int i = 0; i < args.length; i++) {
      all[i + 1] = Line.copy(args[i]);
    }
    return take(Readers.RAW, calls.run(all));
  }

  /** Runs a call at once, whatever the state, and hands out its reply. */
  Reply now(Line line) {
    return checked(calls.run(line.verb(), line.args()));
  }

  private <T> @Nullable T run(Reader<T> reader, Verb verb, Bytes[] args) {
    return take(reader, calls.run(verb, args));
  }

  private <T> @Nullable T take(Reader<T> reader, Reply reply) {
    if (transaction == null && pipeline == null) {
      return reader.read(checked(reply));
    }
    keep(reader, reply);
    return null;
  }

  private void keep(Reader<?> reader, Reply reply) {
    List<Reader<?>> queued = transaction;
    if (queued == null) {
      record(reader, reply);
    } else if (!(reply instanceof Reply.Failure)) {
      // What could not be queued has no reply of its own: EXEC will fail as a whole.
      queued.add(reader);
    }
  }

  // ---- pipelines

  boolean pipelined() {
    return pipeline != null;
  }

  void openPipeline() {
    if (pipeline == null) {
      pipeline = new ArrayList<>();
      pipelineFailure = null;
    }
  }

  List<@Nullable Object> closePipeline() {
    List<@Nullable Object> results = pipeline;
    RuntimeException failure = pipelineFailure;
    pipeline = null;
    pipelineFailure = null;
    if (results == null) {
      return new ArrayList<>(0);
    }
    if (failure != null) {
      throw new RedisPipelineException(failure, withNulls(results));
    }
    return results;
  }

  private void record(Reader<?> reader, Reply reply) {
    List<@Nullable Object> results = pipeline;
    if (results == null) {
      return;
    }
    try {
      Object value = reader.read(checked(reply));
      if (reader != Readers.STATUS) {
        results.add(value);
      }
    } catch (RuntimeException e) {
      results.add(e);
      pipelineFailure = pipelineFailure == null ? e : pipelineFailure;
    }
  }

  // ---- transactions

  boolean queueing() {
    return transaction != null;
  }

  void multi() {
    if (transaction == null) {
      checked(calls.run(Verb.MULTI, Verb.MULTI.words()));
      transaction = new ArrayList<>();
    }
  }

  @Nullable List<@Nullable Object> exec() {
    List<Reader<?>> readers = transaction == null ? List.of() : transaction;
    transaction = null;
    return take(new TransactionReader(readers), calls.run(Verb.EXEC, Verb.EXEC.words()));
  }

  void discard() {
    transaction = null;
    status(Verb.DISCARD);
  }

  void watch(byte[]... keys) {
    if (transaction != null) {
      throw new InvalidDataAccessApiUsageException(
          "WATCH is not supported when a transaction is active");
    }
    status(Line.of(Verb.WATCH).addAll(keys));
  }

  /** Forgets pipeline and transaction: the connection is closed. */
  void reset() {
    if (transaction != null) {
      transaction = null;
      calls.run(Verb.DISCARD, Verb.DISCARD.words());
    }
    pipeline = null;
    pipelineFailure = null;
  }

  /** Refuses what makes no sense unless its result comes at once. */
  void requireDirect(String what) {
    if (transaction != null || pipeline != null) {
      throw new InvalidDataAccessApiUsageException(
          "'" + what + "' cannot be called in pipeline / transaction mode");
    }
  }

  /** Spring Data's results hold nulls, only its types don't say so. */
  @SuppressWarnings("NullAway")
  static List<Object> withNulls(List<@Nullable Object> results) {
    return results;
  }

  static Reply checked(Reply reply) {
    if (reply instanceof Reply.Failure failure) {
      throw Failures.of(failure);
    }
    return reply;
  }
}
