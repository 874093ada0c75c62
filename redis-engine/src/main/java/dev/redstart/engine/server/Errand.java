package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.exec.Executor;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one connection that may take long. A worker runs them, one after the other, and the
 * event loop writes what came of them; it leaves the calls and the inbox alone until they are over.
 */
final class Errand {

  private final Executor executor;
  private final Client client;
  private final Queue<Bytes[]> calls;
  private final Inbox inbox;
  private final List<Reply> replies = new ArrayList<>();
  private int left;
  private boolean waits;
  private @Nullable Throwable failure;

  /**
   * @param calls those that were read; who waits for a key, or is closed, leaves the rest there
   * @param left how many of them are to be run
   * @param inbox what is sent to the client meanwhile
   */
  Errand(Executor executor, Client client, Queue<Bytes[]> calls, int left, Inbox inbox) {
    this.executor = executor;
    this.client = client;
    this.calls = calls;
    this.left = left;
    this.inbox = inbox;
  }

  /**
   * Runs the calls, on a worker; those behind the first only where the client is still there, and
   * none behind one that failed.
   */
  void run(BooleanSupplier gone) {
    try {
      runCalls(gone);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void runCalls(BooleanSupplier gone) {
    do {
      Reply reply = executor.execute(client, calls.remove());
      if (reply == Reply.Absent.WAITING) {
        waits = true;
        return;
      }
      if (client.wants(reply)) {
        replies.add(reply);
      }
      left--;
      if (left > 0) {
        takeMessages();
      }
    } while (left > 0 && !gone.getAsBoolean());
  }

  /** What a call has sent to its own client comes before the reply of the next one. */
  private void takeMessages() {
    for (Inbox.Item item = inbox.poll(); item != null; item = inbox.poll()) {
      replies.add(item.reply());
    }
  }

  /** What is to be written. */
  List<Reply> replies() {
    return replies;
  }

  /** What no reply can tell: an error that a call has not turned into one. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** True where the last call that was run waits for a key. */
  boolean waits() {
    return waits;
  }
}
