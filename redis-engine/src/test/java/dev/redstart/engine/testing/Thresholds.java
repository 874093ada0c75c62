package dev.redstart.engine.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Directives that hold on both sides of a comparison while some calls run. */
public final class Thresholds {

  private Thresholds() {}

  /**
   * Sets {@code directives} on both sides and runs {@code calls}; the oracle, which others use as
   * well, then gets its own values back.
   *
   * @param directives as CONFIG SET takes them; what the oracle doesn't know is left as it is there
   */
  public static void hold(
      Differential differential, Map<String, String> directives, Runnable calls) {
    directives.forEach(
        (name, value) ->
            Objects.requireNonNull(differential.engine().settings().find(name)).parse(value));
    Map<String, String> before = new LinkedHashMap<>();
    try (Door door = Oracle.required().door(2)) {
      for (String name : directives.keySet()) {
        WireReply old = door.run("CONFIG GET " + name);
        if (!old.items().isEmpty()) {
          before.put(name, old.items().get(1).text().toString());
        }
      }
      before.keySet().forEach(name -> set(door, name, directives.get(name)));
      try {
        calls.run();
      } finally {
        before.forEach((name, value) -> set(door, name, value));
      }
    }
  }

  private static void set(Door door, String name, String value) {
    door.run("CONFIG SET " + name + " " + value);
  }
}
