package dev.redstart.engine.testing;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session of an engine in this process, its replies in the form of one protocol. */
public final class EngineDoor implements Door {

  private static final int TIMEOUT_SECONDS = 20;

  private final Session session;
  private final int protocol;
  private final Queue<CompletableFuture<Reply>> pending = new ArrayDeque<>();

  /** Opens a session. */
  public EngineDoor(RedisEngine engine, int protocol) {
    this.session = engine.session();
    this.protocol = protocol;
    session.client().protocol(protocol);
  }

  @Override
  public void send(Bytes... args) {
    pending.add(session.executeAsync(args));
  }

  @Override
  public List<WireReply> receive(int howMany) {
    try {
      return WireForm.of(pending.remove().get(TIMEOUT_SECONDS, TimeUnit.SECONDS), protocol);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new IllegalStateException("no reply", e);
    }
  }

  /** True where a call was sent and has no reply yet. */
  public boolean waits() {
    return pending.stream().anyMatch(reply -> !reply.isDone());
  }

  @Override
  public void close() {
    session.close();
  }
}
