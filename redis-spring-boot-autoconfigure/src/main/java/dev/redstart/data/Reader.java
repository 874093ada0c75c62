package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Turns a reply into what a method of Spring Data returns. Never sees an error reply, but inside of
 * an array.
 *
 * @param <T> what is returned
 */
@FunctionalInterface
interface Reader<T> {

  /** The value; null where Spring Data wants null for this reply. */
  @Nullable T read(Reply reply);
}
