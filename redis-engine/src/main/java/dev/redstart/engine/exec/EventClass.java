package dev.redstart.engine.exec;

import org.jspecify.annotations.Nullable;

/** Which letter of notify-keyspace-events an event belongs to. */
final class EventClass {

  private EventClass() {}

  /**
   * The events that any type's commands may cause are generic, all others belong to their command's
   * family.
   */
  static char of(@Nullable String event, char familyClass) {
    if (event == null) {
      return familyClass;
    }
    return switch (event) {
      case "del",
          "expire",
          "persist",
          "rename_from",
          "rename_to",
          "copy_to",
          "move_from",
          "move_to",
          "restore" ->
          'g';
      case "set", "setrange", "append", "incrby", "decrby", "incrbyfloat" -> '$';
      case "expired" -> 'x';
      case "evicted" -> 'e';
      default -> familyClass;
    };
  }
}
