package dev.redstart.engine.scripting;

import dev.redstart.engine.command.Flag;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script says of itself.
 *
 * @param declared false for a script without a first line of that kind: it may do anything
 */
record ScriptFlags(boolean declared, Set<String> names) {

  /** In the order in which FUNCTION LIST names them. */
  static final List<String> KNOWN =
      List.of("no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys");

  static final ScriptFlags NONE = new ScriptFlags(false, Set.of());

  static ScriptFlags of(Set<String> names) {
    return new ScriptFlags(true, names);
  }

  /** What a call of such a script may do; null where it doesn't say. */
  @Nullable Set<Flag> ofCall() {
    if (!declared) {
      return null;
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (!noWrites()) {
      flags.add(Flag.WRITE);
      if (!allowOom()) {
        flags.add(Flag.DENYOOM);
      }
    }
    return flags;
  }

  boolean noWrites() {
    return names.contains("no-writes");
  }

  boolean allowOom() {
    return names.contains("allow-oom");
  }
}
