package dev.redstart.jobs.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Where a queue's keys are.
 *
 * @param prefix what the keys of all queues begin with
 * @param queue the queue's name
 */
public record QueueAddress(String prefix, String queue) {

  /** Checks the name. */
  public QueueAddress {
    if (queue.isEmpty() || queue.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "the name of a queue must have at least one character and no colon: \"" + queue + '"');
    }
  }

  /** What all of the queue's keys begin with, without the colon that follows. */
  public String base() {
    return prefix + ':' + queue;
  }

  /** One of the queue's keys. */
  public byte[] key(String suffix) {
    return (base() + ':' + suffix).getBytes(UTF_8);
  }

  /** What decides in which slot a cluster keeps all keys of the queue; null where nothing does. */
  @Nullable String hashTag() {
    return hashTag(base());
  }

  static @Nullable String hashTag(String base) {
    int open = base.indexOf('{');
    int close = open < 0 ? -1 : base.indexOf('}', open);
    return close <= open + 1 ? null : base.substring(open + 1, close);
  }
}
