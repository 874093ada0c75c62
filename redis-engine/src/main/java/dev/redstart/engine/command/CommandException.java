package dev.redstart.engine.command;

import dev.redstart.engine.reply.Reply;

/**
 * Ends a command with an error reply, whose whole text is the message. Has no stack trace: it is
 * part of normal work.
 */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reply.Failure reply;

  public CommandException(String message) {
    this(new Reply.Failure(message));
  }

  /** For an error that quotes what may be no text; see {@link Errors#quoting}. */
  public CommandException(Reply.Failure reply) {
    super(null, null, false, false);
    this.reply = reply;
  }

  /** What the caller gets. */
  public Reply.Failure reply() {
    return reply;
  }

  @Override
  public String getMessage() {
    return reply.message();
  }
}
