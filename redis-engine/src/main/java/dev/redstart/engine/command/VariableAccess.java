package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import java.util.Arrays;

/** How calls use a key whose use the options tell. */
final class VariableAccess {

  /** The word of a key specification that says so. */
  static final String MARK = "variable_flags";

  private static final String READ = "RO access";
  private static final String CHANGE = "RW access update";
  private static final String OVERWRITE = "OW update";
  private static final int FIRST_OPTION = 3;

  private VariableAccess() {}

  static String of(String command, Bytes[] args) {
    if (command.equals("bitfield")) {
      return readsOnly(args) ? READ : CHANGE;
    }
    return hasWord(args, FIRST_OPTION, "GET") ? CHANGE : OVERWRITE;
  }

  /** True for a BITFIELD that consists of GETs; what it does not understand may change. */
  private static boolean readsOnly(Bytes[] args) {
    int i = 2;
    while (i < args.length) {
      if (args[i].is("GET") && i + 2 < args.length) {
        i += 3;
      } else if (args[i].is("OVERFLOW") && i + 1 < args.length) {
        i += 2;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean hasWord(Bytes[] args, int from, String word) {
    return Arrays.stream(args).skip(from).anyMatch(arg -> arg.is(word));
  }
}
