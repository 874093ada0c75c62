package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call has changed, in order. Belongs to the call; settlement consumes it under the locks.
 */
public final class Effects {

  // Most calls have one effect, so that one has no list.

  /** What has happened to a key. */
  public enum Kind {
    /** Its value was changed, or its deadline. */
    CHANGED,
    /** It came into being. Followed by a CHANGED. */
    CREATED,
    /** Its deadline had passed, so it was removed. */
    EXPIRED,
    /** Something beside its value was changed, which no one waits for or watches. */
    NOTED,
    /** Who waits for it has to look again, though its value was not changed. */
    SIGNALLED,
    /** It was looked up and is not there: no change at all. */
    MISSED,
    /** Memory ran short, so it was removed. */
    EVICTED,
    /** Parts of its value were removed, for the same reason. */
    PARTS_EXPIRED,
    /** It was removed since all parts of its value had expired. */
    EMPTIED,
    /** It is gone: removed, or the last element left. */
    REMOVED
  }

  /**
   * A key changed, in the words of keyspace notifications.
   *
   * @param event the notification's name, null where there is none
   * @param parts what has expired of the value
   */
  public record Effect(
      Kind kind, int database, Bytes key, @Nullable String event, List<Bytes> parts) {

    /** Of a whole key. */
    public Effect(Kind kind, int database, Bytes key, @Nullable String event) {
      this(kind, database, key, event, List.of());
    }
  }

  private @Nullable Effect first;
  private @Nullable List<Effect> more;
  private @Nullable BitSet wholeDatabases;
  private @Nullable List<Bytes[]> loggedAs;
  private boolean besideKeys;

  void add(Effect effect) {
    if (first == null) {
      first = effect;
      return;
    }
    if (more == null) {
      more = new ArrayList<>(4);
    }
    more.add(effect);
  }

  void wholeDatabase(int database) {
    if (wholeDatabases == null) {
      wholeDatabases = new BitSet();
    }
    wholeDatabases.set(database);
  }

  void besideKeys() {
    besideKeys = true;
  }

  void logAs(Bytes[] instead) {
    if (loggedAs == null) {
      loggedAs = new ArrayList<>(1);
    }
    loggedAs.add(instead);
  }

  /** What to log instead of the call, null where the call itself. */
  @Nullable List<Bytes[]> loggedAs() {
    return loggedAs;
  }

  /** How many there are; none where only whole databases were touched. */
  public int count() {
    return first == null ? 0 : more == null ? 1 : 1 + more.size();
  }

  /** The effect at {@code index}, in order. */
  public Effect at(int index) {
    Effect effect = index == 0 || more == null ? first : more.get(index - 1);
    return Objects.requireNonNull(effect);
  }

  /** The databases that were emptied or exchanged as a whole, null where none was. */
  public @Nullable BitSet wholeDatabases() {
    return wholeDatabases;
  }

  /** True where the call has changed anything, apart from removing what had expired. */
  public boolean isWrite() {
    if (besideKeys || wholeDatabases != null) {
      return true;
    }
    for (int i = 0; i < count(); i++) {
      if (isWrite(at(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWrite(Effect effect) {
    return effect.kind() == Kind.CHANGED
        || effect.kind() == Kind.REMOVED
        || effect.kind() == Kind.NOTED;
  }
}
