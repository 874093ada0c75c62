package dev.redstart.engine.pubsub;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.spi.KeyspaceListener;

/** Publishes events on keys, as far as notify-keyspace-events asks for them. Any thread. */
final class Notifications implements KeyspaceListener {

  private final Channels channels;
  private final Keyspace keyspace;
  private volatile NotificationFlags flags = NotificationFlags.parse("");
  private volatile boolean any;

  Notifications(Channels channels, Keyspace keyspace, Settings settings) {
    this.channels = channels;
    this.keyspace = keyspace;
    settings.text("notify-keyspace-events", "", this::use);
  }

  @Override
  public boolean listens() {
    return any;
  }

  @Override
  public void happened(char eventClass, String event, int database, Bytes key) {
    NotificationFlags now = flags;
    if (!now.tells(eventClass)) {
      return;
    }
    if (now.toKeyspace()) {
      channels.publish(channel("__keyspace@", database, key), Bytes.of(event));
    }
    if (now.toKeyevent()) {
      channels.publish(channel("__keyevent@", database, Bytes.of(event)), key);
    }
  }

  /** Not all that was said is in the answer, so what was said is kept. */
  private String use(String text) {
    NotificationFlags said = NotificationFlags.parse(text);
    flags = said;
    any = said.any();
    keyspace.tellMisses(any && said.tells('m'));
    return said.text();
  }

  private static Bytes channel(String start, int database, Bytes end) {
    byte[] head = Bytes.of(start + database + "__:").shared();
    byte[] channel = new byte[head.length + end.length()];
    System.arraycopy(head, 0, channel, 0, head.length);
    System.arraycopy(end.shared(), 0, channel, head.length, end.length());
    return Bytes.wrap(channel);
  }
}
