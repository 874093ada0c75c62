package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call has changed, in order. Belongs to the call; settlement consumes it under the locks.
 */
public final class Effects {

  /** What has happened to a key. */
  public enum Kind {
    /** Its value was changed, or its deadline. */
    CHANGED,
    /** It came into being. Followed by a CHANGED. */
    CREATED,
    /** Its deadline had passed, so it was removed. */
    EXPIRED,
    /** It is gone: removed, or the last element left. */
    REMOVED
  }

  /**
   * A key changed, in the words of keyspace notifications.
   *
   * @param event the notification's name, null where there is none
   */
  public record Effect(Kind kind, int database, Bytes key, @Nullable String event) {}

  private final List<Effect> list = new ArrayList<>(2);
  private final BitSet wholeDatabases = new BitSet(0);

  void add(Effect effect) {
    list.add(effect);
  }

  void wholeDatabase(int database) {
    wholeDatabases.set(database);
  }

  /** All effects in order. */
  public List<Effect> list() {
    return list;
  }

  /** The databases that were emptied or exchanged as a whole. */
  public BitSet wholeDatabases() {
    return wholeDatabases;
  }

  /** True where the call has changed anything, apart from removing what had expired. */
  public boolean isWrite() {
    if (!wholeDatabases.isEmpty()) {
      return true;
    }
    for (Effect effect : list) {
      if (effect.kind() == Kind.CHANGED || effect.kind() == Kind.REMOVED) {
        return true;
      }
    }
    return false;
  }
}
