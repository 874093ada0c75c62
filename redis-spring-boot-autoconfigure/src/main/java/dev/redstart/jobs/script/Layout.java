package dev.redstart.jobs.script;

import org.jspecify.annotations.Nullable;

/** Whose lists are used while a queue is paused; all else is the same. */
public enum Layout {
  /** That of the release which the queue says that it is of, of version 5 where it says nothing. */
  AUTO(null, null),
  /** Jobs wait in a list of their own, as in BullMQ 5. */
  V5("5", "bullmq:5.81.5"),
  /** Jobs wait where they did, as in BullMQ 6. */
  V6("6", "bullmq:6.7.0");

  private final @Nullable String number;
  private final @Nullable String version;

  Layout(@Nullable String number, @Nullable String version) {
    this.number = number;
    this.version = version;
  }

  /** Null where it is the queue that says it. */
  @Nullable String number() {
    return number;
  }

  /** What a queue is said to be of where nobody has said anything yet; null for the usual. */
  @Nullable String version() {
    return version;
  }
}
