package dev.redstart.engine.pubsub;

/** What can be subscribed to, with the words that tell of it. */
enum Kind {
  CHANNEL("subscribe", "unsubscribe"),
  PATTERN("psubscribe", "punsubscribe"),
  SHARD_CHANNEL("ssubscribe", "sunsubscribe");

  private final String begun;
  private final String ended;

  Kind(String begun, String ended) {
    this.begun = begun;
    this.ended = ended;
  }

  /** The first word of the reply to a subscription. */
  String begun() {
    return begun;
  }

  /** The first word of the reply to the end of one. */
  String ended() {
    return ended;
  }
}
