package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * COMMAND GETKEYS and GETKEYSANDFLAGS for each call of the differential cases, against a real
 * Redis.
 */
class KeysAndFlagsTest {

  /** Where Redis names other keys, and why we don't. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "GEORADIUS g 15 37 200 km STORE d STORE e", "who stores twice may need the right twice",
          "GEORADIUS g 15 37 200 km STOREDIST STORE STORE b", "as above",
          "PFMERGE e", "Redis wants a source, though PFMERGE itself does without",
          "PFMERGE l", "as above",
          "PFMERGE s", "as above",
          "SINTERCARD 1.5 a", "Redis reads 1.5 as 1, though SINTERCARD itself doesn't");

  @Test
  void sameKeysAndFlagsAsRedis() {
    try (Differential differential = new Differential(3)) {
      LineFile.all().stream()
          .filter(one -> Oracle.required().isAtLeast(one.since()))
          .flatMap(one -> one.lines().stream())
          .filter(line -> !line.startsWith("@") && !OTHERWISE.containsKey(line))
          .filter(line -> Oracle.required().isAtLeast("7.4") || isOfOldForm(line))
          .distinct()
          .forEach(line -> compare(differential, CommandLine.parse(line)));
    }
  }

  /**
   * 7.0 has other words where there is no argument, ranks without scores, and other flags for
   * SINTERSTORE.
   */
  private static boolean isOfOldForm(String line) {
    return line.contains(" ") && !line.matches("Z(REV)?RANK \\S+ \\S+ .*|SINTERSTORE .*");
  }

  private static void compare(Differential differential, Bytes... call) {
    if (differential.isKnownToBoth(call)) {
      for (String question : List.of("GETKEYS", "GETKEYSANDFLAGS")) {
        Bytes[] args = new Bytes[call.length + 2];
        args[0] = Bytes.of("COMMAND");
        args[1] = Bytes.of(question);
        System.arraycopy(call, 0, args, 2, call.length);
        differential.run(args);
      }
    }
  }
}
