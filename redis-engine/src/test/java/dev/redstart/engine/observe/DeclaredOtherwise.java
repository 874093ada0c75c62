package dev.redstart.engine.observe;

import java.util.Set;

/** Where declarations differ from what Redis 7.4 answers, on purpose. */
final class DeclaredOtherwise {

  private static final Set<String> KNOWN =
      Set.of(
          // BY and GET have keys in their patterns: our tree gives key numbers to keys only.
          "sort arguments",
          "sort_ro arguments",
          // Our tree has TO's host and port in a block of their own.
          "failover arguments",
          // BYBOX belongs to width and height; Redis gives it to the width alone.
          "geosearch arguments",
          "geosearchstore arguments",
          // Redis documents no arguments of DEBUG; our line has to name them.
          "debug arguments");

  private DeclaredOtherwise() {}

  static boolean isKnown(String difference) {
    String which = difference.lines().findFirst().orElse("");
    // HELP follows from there being subcommands; that it came later than they did, nobody says.
    return KNOWN.contains(which) || which.endsWith("|help since");
  }
}
