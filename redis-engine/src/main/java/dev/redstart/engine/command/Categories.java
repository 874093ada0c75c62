package dev.redstart.engine.command;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ACL categories that follow from a command's family and flags. */
final class Categories {

  private Categories() {}

  static Set<String> of(Declaration command, Set<String> more) {
    Set<Flag> flags = command.flags();
    Set<String> categories = new LinkedHashSet<>();
    if (flags.contains(Flag.WRITE)) {
      categories.add("write");
    }
    if (flags.contains(Flag.READONLY) && !command.family().category().equals("scripting")) {
      categories.add("read");
    }
    if (!command.family().category().isEmpty()) {
      categories.add(command.family().category());
    }
    categories.addAll(more);
    if (flags.contains(Flag.ADMIN)) {
      categories.add("admin");
      categories.add("dangerous");
    }
    if (flags.contains(Flag.PUBSUB)) {
      categories.add("pubsub");
    }
    if (flags.contains(Flag.BLOCKING)) {
      categories.add("blocking");
    }
    categories.add(flags.contains(Flag.FAST) ? "fast" : "slow");
    return categories;
  }
}
