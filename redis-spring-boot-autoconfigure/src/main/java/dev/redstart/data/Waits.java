package dev.redstart.data;

import dev.redstart.data.Responses.Operation;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import io.micrometer.observation.Observation;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Runs calls that may have to wait, each on a session of its own, and holds no thread meanwhile.
 * What is there already is the result before {@code subscribe} returns; what comes later is
 * delivered on a thread that may block, never on that of whoever ended the wait.
 */
final class Waits {

  private final Supplier<Session> sessions;
  private final @Nullable CommandObservations observations;

  Waits(Supplier<Session> sessions, @Nullable CommandObservations observations) {
    this.sessions = sessions;
    this.observations = observations;
  }

  /**
   * The result of {@code call}, nothing for null. Cancelling ends the wait.
   *
   * @param call makes exactly one call of the invoker it is given, and nothing else: after a wait
   *     it is run again, on the reply
   */
  <T> Mono<T> call(Operation<Invoker, T> call) {
    return Mono.create(sink -> begin(sink, call));
  }

  private <T> void begin(MonoSink<T> sink, Operation<Invoker, T> call) {
    Session session = sessions.get();
    sink.onDispose(session::close);
    Asking asking = new Asking(session, observations);
    complete(sink, call, asking);
    CompletableFuture<Reply> pending = asking.pending;
    if (pending != null) {
      CompletableFuture<Void> unused =
          pending.thenAccept(
              reply ->
                  Schedulers.boundedElastic()
                      .schedule(() -> complete(sink, call, new Answering(reply))));
    }
  }

  private static <T> void complete(MonoSink<T> sink, Operation<Invoker, T> call, Waiting calls) {
    try {
      T value = call.run(new Invoker(calls));
      if (calls.isDone()) {
        sink.success(value);
      }
    } catch (RuntimeException e) {
      sink.error(e);
    }
  }

  /** Calls that may not have a reply yet. */
  private interface Waiting extends Calls {

    boolean isDone();

    @Override
    default Reply run(Verb verb, Bytes[] args) {
      return run(args);
    }
  }

  /** Begins the call. Its reply is null where the true one comes later. */
  private static final class Asking implements Waiting {

    private final Session session;
    private final @Nullable CommandObservations observations;
    private @Nullable CompletableFuture<Reply> pending;

    Asking(Session session, @Nullable CommandObservations observations) {
      this.session = session;
      this.observations = observations;
    }

    @Override
    public Reply run(Bytes[] args) {
      CompletableFuture<Reply> reply = begin(args);
      if (reply.isDone()) {
        return reply.join();
      }
      pending = reply;
      return Reply.nil();
    }

    private CompletableFuture<Reply> begin(Bytes[] args) {
      CommandObservations observing = observations;
      if (observing == null) {
        return session.executeAsync(args);
      }
      Observation observation = observing.begin(args[0]);
      return session
          .executeAsync(args)
          .whenComplete((reply, failure) -> observing.end(observation, reply, failure));
    }

    @Override
    public boolean isDone() {
      return pending == null;
    }
  }

  /** Has the reply. */
  private record Answering(Reply reply) implements Waiting {

    @Override
    public Reply run(Bytes[] args) {
      return reply;
    }

    /** A session that was closed has no reply: there is nobody left to tell. */
    @Override
    public boolean isDone() {
      return reply != Reply.Absent.NOTHING;
    }
  }
}
