package dev.redstart.engine.spi;

import dev.redstart.engine.bytes.Bytes;

/**
 * Hears of events on keys after the locks were released, on the thread that made the change:
 * keyspace notifications. It must hand over what takes time.
 */
public interface KeyspaceListener {

  /** False while nobody listens, so that events need not be collected. Asked for each write. */
  boolean listens();

  /**
   * An event.
   *
   * @param eventClass the letter of notify-keyspace-events
   * @param event the notification's name
   */
  void happened(char eventClass, String event, int database, Bytes key);
}
