package dev.redstart.session;

import dev.redstart.remote.KeyspaceEvents;

/** The keyspace notifications that indexed sessions live on. */
public final class SessionEvents {

  /** Generic and expired events, by key event. */
  public static final KeyspaceEvents NEEDED =
      new KeyspaceEvents(
          "Egx",
          "ends of sessions are not noticed, so that there is no SessionExpiredEvent and no"
              + " SessionDeletedEvent, and the index by user keeps the ids of sessions that have"
              + " ended. (spring.session.data.redis.configure-action=none does without.)");

  private SessionEvents() {}
}
