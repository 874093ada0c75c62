package dev.redstart.engine.command;

/**
 * Ends a command with an error reply, whose whole text is the message. Has no stack trace: it is
 * part of normal work.
 */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message, null, false, false);
  }
}
