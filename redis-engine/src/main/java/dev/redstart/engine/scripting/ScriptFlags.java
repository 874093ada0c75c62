package dev.redstart.engine.scripting;

import java.util.List;
import java.util.Set;

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

  boolean noWrites() {
    return names.contains("no-writes");
  }

  boolean allowOom() {
    return names.contains("allow-oom");
  }
}
