package dev.redstart.data;

import java.util.Locale;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.PoolException;

/** Tells failures of Redis from those of a call that is wrong, by any driver. */
public final class Outage {

  /** Errors of calls that are wrong, whatever the server's state. */
  private static final Set<String> WRONG_CALLS =
      Set.of("ERR", "WRONGTYPE", "NOPERM", "NOAUTH", "WRONGPASS", "NOSCRIPT", "EXECABORT");

  private Outage() {}

  /** True where the same call may succeed at another time. */
  public static boolean is(Throwable failure) {
    if (failure instanceof RedisSystemException) {
      return !isWrongCall(NestedExceptionUtils.getMostSpecificCause(failure));
    }
    return failure instanceof RedisConnectionFailureException
        || failure instanceof QueryTimeoutException
        || failure instanceof PoolException;
  }

  private static boolean isWrongCall(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    int space = message.indexOf(' ');
    String code = space < 0 ? message : message.substring(0, space);
    return WRONG_CALLS.contains(code.toUpperCase(Locale.ROOT));
  }
}
