package dev.redstart.engine.pubsub;

import dev.redstart.engine.reply.Reply;

/** What can be subscribed to, with the words that tell of it. */
enum Kind {
  CHANNEL("subscribe", "unsubscribe", "message"),
  PATTERN("psubscribe", "punsubscribe", "pmessage"),
  SHARD_CHANNEL("ssubscribe", "sunsubscribe", "smessage");

  private final String begun;
  private final String ended;
  private final Reply message;

  Kind(String begun, String ended, String message) {
    this.begun = begun;
    this.ended = ended;
    this.message = Reply.bulk(message);
  }

  /** The first word of the reply to a subscription. */
  String begun() {
    return begun;
  }

  /** The first word of the reply to the end of one. */
  String ended() {
    return ended;
  }

  /** The first word of a message. */
  Reply message() {
    return message;
  }
}
