package dev.redstart.engine.exec;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.spi.KeyUseListener;
import dev.redstart.engine.spi.KeyUseListener.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who wants to hear which keys are read and changed, null where nobody does. */
record KeyUses(@Nullable KeyUseListener listener) {

  /** Tells of a call that has run, where its client tracks. Its locks are held. */
  void ran(Call call) {
    if (listener == null || call.client().tracking() == null) {
      return;
    }
    Command command = call.command();
    // A script that only reads is no read itself: its calls are.
    if (command.has(Flag.READONLY) && !command.has(Flag.NOSCRIPT)) {
      listener.read(call.client(), command, call.args());
    }
  }

  /** Notes a change, of whole databases where {@code key} is null. The key's lock is held. */
  void changed(@Nullable Client by, @Nullable Bytes key, Aftermath after) {
    if (listener != null && listener.listens()) {
      Change change = listener.changed(by, key);
      if (change != null) {
        after.changed(change);
      }
    }
  }

  /** Sends what was noted. No lock is held. */
  void tell(Aftermath after) {
    List<Change> changes = after.takeChanges();
    if (listener != null && !changes.isEmpty()) {
      listener.tell(changes);
    }
  }
}
