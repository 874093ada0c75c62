package dev.redstart.data;

import dev.redstart.engine.reply.RedisException;
import dev.redstart.engine.reply.Reply;
import org.springframework.data.redis.RedisSystemException;

/** Makes Spring's exceptions of error replies. */
final class Failures {

  private Failures() {}

  /**
   * The exception for {@code failure}. Its cause has Redis' text as its message, code first: Spring
   * Session and the script support look for it there.
   */
  static RedisSystemException of(Reply.Failure failure) {
    return new RedisSystemException(failure.message(), new RedisException(failure.message()));
  }
}
