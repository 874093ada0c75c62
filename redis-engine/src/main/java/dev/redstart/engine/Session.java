package dev.redstart.engine;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.spi.Durability;
import dev.redstart.engine.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A caller in this process, with a selected database, perhaps a transaction, perhaps subscriptions:
 * what a connection is for a server. Used by one thread at a time.
 *
 * <p>Errors are replies, of type {@link Reply.Failure}; the readers on {@link Reply} throw them.
 */
public final class Session implements AutoCloseable {

  private static final Reply WAKE = new Reply.Push(List.of(Reply.nil()));
  private static final Bytes[] NO_ARGUMENTS = {};

  private final Execution execution;
  private final SessionOutbox outbox = new SessionOutbox();
  private final Client client;
  private boolean closed;

  Session(Execution execution, Clock clock) {
    this.execution = execution;
    this.client = new Client(execution.clients().nextId(), outbox, "", "", clock.millis());
    client.protocol(3);
  }

  /**
   * Runs a command and waits for its reply: blocking commands hold the calling thread.
   *
   * @param args the whole call, the command's name first; at least one
   * @return the reply, errors included
   * @throws CancellationException where the thread was interrupted while the call waited; the call
   *     has had no effect
   */
  public Reply execute(Bytes... args) {
    return await(start(args));
  }

  /** As {@link #execute(Bytes...)}; the arrays are copied. */
  public Reply execute(byte[]... args) {
    return execute(copies(args));
  }

  /** As {@link #execute(Bytes...)}; the texts are sent as UTF-8. */
  public Reply execute(String... args) {
    Bytes[] bytes = new Bytes[args.length];
    for (int i = 0; i < args.length; i++) {
      bytes[i] = Bytes.of(args[i]);
    }
    return execute(bytes);
  }

  /**
   * As {@link #execute(Bytes...)}, for a command that was looked up before.
   *
   * @param command from {@link RedisEngine#commands()}; never one that has subcommands
   */
  public Reply execute(Command command, Bytes... args) {
    return await(execution.executor().execute(client, command, args));
  }

  /**
   * Runs a command without waiting. Most replies are there at once; that of a blocking command
   * comes later, on the thread that ends the wait. The session must not be used again before.
   */
  public CompletableFuture<Reply> executeAsync(Bytes... args) {
    Reply reply = start(args);
    if (reply == Reply.Absent.WAITING) {
      return outbox.expect().thenCompose(this::acknowledgedIfWritten);
    }
    return acknowledgedIfWritten(reply);
  }

  /**
   * Ends the wait of a call that {@link #executeAsync} began; its future gets a null reply. False
   * where none waits.
   */
  public boolean cancel() {
    return execution.executor().unblock(client, Reply.nil());
  }

  /**
   * Messages of the channels that this session has subscribed to by SUBSCRIBE, PSUBSCRIBE or
   * SSUBSCRIBE, each as the protocol writes it: its kind, the pattern if there is one, the channel,
   * the payload.
   *
   * <p>After CLIENT TRACKING ON also the keys that were changed since the session has read them:
   * {@code invalidate} and an array of keys, or a null where all keys may have changed. Such a
   * message may be there before the reply of a read that came earlier was looked at: a cache has to
   * note that it reads a key before it does, and to drop the reply where the key was invalidated
   * meanwhile.
   *
   * @param timeoutMillis how long to wait at most
   * @return null where none came in time
   */
  public Reply.@Nullable Push nextMessage(long timeoutMillis) throws InterruptedException {
    return outbox.next(timeoutMillis);
  }

  /**
   * For an owner that has no thread to wait in {@link #nextMessage}: {@code listener} is called
   * whenever a message has come, on the thread that published it. It must neither block nor call
   * the engine, but have another thread take the messages.
   */
  public void onMessage(Runnable listener) {
    outbox.tell(listener);
  }

  /** Lets whoever waits in {@link #nextMessage} look again. */
  void wake() {
    outbox.push(WAKE);
  }

  /** The index of the selected database. */
  public int database() {
    return client.database();
  }

  /** What the engine knows of this caller. */
  public Client client() {
    return client;
  }

  /** Forgets everything that was kept for this session. Closing twice does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      execution.farewell(client);
    }
  }

  private Reply start(Bytes[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("a call needs the name of a command");
    }
    return execution.executor().execute(client, args);
  }

  private Reply await(Reply reply) {
    if (reply != Reply.Absent.WAITING) {
      return client.takeWrote() ? acknowledged(reply).join() : reply;
    }
    CompletableFuture<Reply> pending = outbox.expect();
    try {
      Reply late = pending.get();
      return client.takeWrote() ? acknowledged(late).join() : late;
    } catch (InterruptedException e) {
      return interrupted(pending);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Reply> acknowledgedIfWritten(Reply reply) {
    return client.takeWrote() ? acknowledged(reply) : CompletableFuture.completedFuture(reply);
  }

  /** Gives the reply of a call that has written, once that is as safe as was promised. */
  private CompletableFuture<Reply> acknowledged(Reply reply) {
    Durability durability = execution.durability();
    if (!durability.delays()) {
      return CompletableFuture.completedFuture(reply);
    }
    CompletableFuture<Reply> safe = new CompletableFuture<>();
    durability.whenSafe(failure -> safe.complete(failure == null ? reply : failure));
    return safe;
  }

  private Reply interrupted(CompletableFuture<Reply> pending) {
    Thread.currentThread().interrupt();
    if (!cancel()) {
      return pending.join();
    }
    throw new CancellationException("interrupted while waiting for a key");
  }

  private static Bytes[] copies(byte[][] args) {
    if (args.length == 0) {
      return NO_ARGUMENTS;
    }
    Bytes[] bytes = new Bytes[args.length];
    for (int i = 0; i < args.length; i++) {
      bytes[i] = Bytes.copyOf(args[i]);
    }
    return bytes;
  }
}
