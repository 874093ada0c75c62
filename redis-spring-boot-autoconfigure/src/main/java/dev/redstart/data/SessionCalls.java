package dev.redstart.data;

import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.reply.Reply;
import java.util.concurrent.CancellationException;
import org.springframework.data.redis.RedisSystemException;

/** Calls that run in this process, on the thread that makes them. */
final class SessionCalls implements Calls {

  private final Session session;
  private final VerbTable table;

  SessionCalls(Session session, VerbTable table) {
    this.session = session;
    this.table = table;
  }

  @Override
  public Reply run(Verb verb, Bytes[] args) {
    Command command = table.command(verb);
    if (command == null) {
      return run(args);
    }
    try {
      return session.execute(command, args);
    } catch (CancellationException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Reply run(Bytes[] args) {
    try {
      return session.execute(args);
    } catch (CancellationException e) {
      throw interrupted(e);
    }
  }

  private static RedisSystemException interrupted(CancellationException e) {
    return new RedisSystemException("Interrupted while waiting for a reply", e);
  }
}
