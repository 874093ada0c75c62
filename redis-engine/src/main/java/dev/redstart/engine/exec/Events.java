package dev.redstart.engine.exec;

import dev.redstart.engine.spi.KeyspaceListener;
import java.util.List;

/** Those who want to hear of events on keys. */
record Events(List<KeyspaceListener> listeners) {

  boolean wanted() {
    for (KeyspaceListener listener : listeners) {
      if (listener.listens()) {
        return true;
      }
    }
    return false;
  }

  /** Sends what was collected. No lock is held. */
  void send(Aftermath after) {
    for (Aftermath.Event event : after.takeEvents()) {
      for (KeyspaceListener listener : listeners) {
        listener.happened(event.eventClass(), event.name(), event.database(), event.key());
      }
    }
  }
}
