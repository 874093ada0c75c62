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

  /** What is lost in a cluster, notifications or not. */
  public static final String OF_ONE_NODE =
      "Indexed sessions learn of their ends by keyspace notifications, and a node of a cluster"
          + " tells of its own keys only: of sessions that expire on other nodes than the one that"
          + " is listened to there is no SessionExpiredEvent, and the index by user keeps their"
          + " ids. Keep sessions on a server outside of the cluster (redstart.instances) if that"
          + " matters.";

  private SessionEvents() {}
}
