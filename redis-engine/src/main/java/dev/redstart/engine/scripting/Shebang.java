package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The first line of a script, where that tells in what it is written and what it does. */
final class Shebang {

  private Shebang() {}

  static boolean isThere(Bytes body) {
    return body.length() >= 2 && body.at(0) == '#' && body.at(1) == '!';
  }

  /** Where the first line ends. */
  static int end(Bytes body) {
    for (int i = 0; i < body.length(); i++) {
      if (body.at(i) == '\n') {
        return i;
      }
    }
    throw new CommandException("ERR Invalid script shebang");
  }

  /** The flags in the first line of a script for EVAL. */
  static ScriptFlags flags(Bytes body) {
    if (!isThere(body)) {
      return ScriptFlags.NONE;
    }
    String[] words = body.slice(0, end(body)).toString().trim().split("\\s+", -1);
    if (!words[0].equals("#!lua")) {
      throw new CommandException("ERR Unexpected engine in script shebang: " + words[0]);
    }
    Set<String> flags = new LinkedHashSet<>();
    for (int i = 1; i < words.length; i++) {
      if (!words[i].startsWith("flags=")) {
        throw new CommandException("ERR Unknown lua shebang option: " + words[i]);
      }
      for (String flag : words[i].substring("flags=".length()).split(",", -1)) {
        if (!ScriptFlags.KNOWN.contains(flag)) {
          if (flag.isEmpty()) {
            continue;
          }
          throw new CommandException("ERR Unexpected flag in script shebang: " + flag);
        }
        flags.add(flag);
      }
    }
    return new ScriptFlags(true, flags);
  }
}
