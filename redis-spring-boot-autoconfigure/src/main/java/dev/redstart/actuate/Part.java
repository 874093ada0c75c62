package dev.redstart.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Something that the endpoint shows under a name of its own, and that perhaps can be changed. */
public interface Part {

  /**
   * What is wanted.
   *
   * @param redis the Redis in question
   * @param name one of the things that the part has, null for all
   * @param count how many of them, 0 for what is usual
   * @param values whether what applications write into Redis may be shown
   */
  record Query(RedisInstance redis, @Nullable String name, int count, boolean values) {}

  /** The part of the path that it is known by. */
  String name();

  /** What is shown; null where there is no such thing. */
  @Nullable Object show(Query query);

  /** Does what the part is there to do. */
  default Object act(Query query) {
    throw impossible(name() + " can only be looked at");
  }

  /** Removes the thing, or all where none is named. */
  default Object remove(Query query) {
    throw impossible(name() + " can't be removed");
  }

  /** The caller's mistake, or what Redis refuses. */
  static InvalidEndpointRequestException impossible(String reason) {
    return new InvalidEndpointRequestException(reason, reason);
  }
}
