package dev.redstart.engine.reply;

/**
 * An error reply, for a Java caller who asked for a value. Its message is Redis' text, code first.
 */
public final class RedisException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RedisException(String message) {
    super(message);
  }
}
