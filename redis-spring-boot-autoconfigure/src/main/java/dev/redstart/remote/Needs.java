package dev.redstart.remote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The usual requirements. */
public final class Needs {

  private Needs() {}

  /** A server that takes writes. */
  public static Requirement writes() {
    return target ->
        !target.isCluster() && target.info("role").contains("slave")
            ? List.of(
                "The server is a replica and takes no writes. Give this application the address"
                    + " of its primary.")
            : List.of();
  }

  /**
   * A server that throws away nothing that is needed.
   *
   * @param what what must not be thrown away, in the plural
   */
  public static Requirement noEviction(String what) {
    return target -> {
      Set<String> policies = target.info("maxmemory_policy");
      boolean unlimited = Set.of("0").equals(target.info("maxmemory"));
      return unlimited || policies.isEmpty() || Set.of("noeviction").equals(policies)
          ? List.of()
          : List.of(
              "The server may throw away "
                  + what
                  + " when its memory is full (maxmemory-policy is "
                  + String.join(", ", policies)
                  + "). Set maxmemory-policy to noeviction, or keep caches on a server of their"
                  + " own (redstart.instances).");
    };
  }

  /** Notifications that are switched on; silent where the server doesn't tell. */
  public static Requirement events(KeyspaceEvents events) {
    return target ->
        target
            .notifications()
            .map(events::missing)
            .filter(missing -> !missing.isEmpty())
            .map(
                missing ->
                    "Keyspace notifications are not on: notify-keyspace-events lacks "
                        + missing
                        + ": "
                        + events.lost())
            .map(List::of)
            .orElse(List.of());
  }

  /**
   * Commands that the server has and that the application's user may call.
   *
   * @param feature what calls them, as the subject of a sentence
   */
  public static Requirement commands(String feature, Collection<String> commands) {
    return target -> {
      List<String> lacks = new ArrayList<>();
      for (String command : commands) {
        if (!target.has(command)) {
          lacks.add(
              feature
                  + " needs the command "
                  + command
                  + ", which the server ("
                  + target.version()
                  + ") does not have: it is too old, or the command was renamed.");
        } else if (!target.allows(command)) {
          lacks.add(
              feature
                  + " needs the command "
                  + command
                  + ", which the server forbids this user: allow it with ACL SETUSER <user> +"
                  + command
                  + ".");
        }
      }
      return lacks;
    };
  }
}
