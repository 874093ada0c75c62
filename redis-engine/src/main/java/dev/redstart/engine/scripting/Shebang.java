package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.QuotedWords;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The first line of a script, where that tells in what it is written and what it does. */
final class Shebang {

  private static final Bytes LUA = Bytes.of("#!lua");
  private static final Bytes FLAGS = Bytes.of("flags=");

  private Shebang() {}

  static boolean isThere(Bytes body) {
    return body.length() >= 2 && body.at(0) == '#' && body.at(1) == '!';
  }

  /** Where the first line ends, a zero byte being none of its bytes; -1 where it doesn't. */
  static int lineEnd(Bytes body) {
    for (int i = 0; i < body.length() && body.at(i) != 0; i++) {
      if (body.at(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Where the first line of a script for EVAL ends. */
  static int end(Bytes body) {
    int end = lineEnd(body);
    if (end < 0) {
      throw new CommandException("ERR Invalid script shebang");
    }
    return end;
  }

  /** The flags in the first line of a script for EVAL. */
  static ScriptFlags flags(Bytes body) {
    if (!isThere(body)) {
      return ScriptFlags.NONE;
    }
    List<Bytes> words = words(body);
    if (!words.get(0).equals(LUA)) {
      throw Errors.quoting("ERR Unexpected engine in script shebang: ", words.get(0), "");
    }
    Set<String> flags = new LinkedHashSet<>();
    for (Bytes word : words.subList(1, words.size())) {
      if (!startsWith(word, FLAGS)) {
        throw Errors.quoting("ERR Unknown lua shebang option: ", word, "");
      }
      addFlags(word.slice(FLAGS.length(), word.length()), flags);
    }
    return new ScriptFlags(true, flags);
  }

  private static List<Bytes> words(Bytes body) {
    try {
      return QuotedWords.split(body.shared(), 0, end(body));
    } catch (IllegalArgumentException e) {
      throw new CommandException("ERR Invalid engine in script shebang");
    }
  }

  /** Adds what stands between commas, if there is anything. */
  private static void addFlags(Bytes list, Set<String> flags) {
    int start = 0;
    for (int i = 0; i <= list.length() && !list.isEmpty(); i++) {
      if (i == list.length() || list.at(i) == ',') {
        Bytes flag = list.slice(start, i);
        if (!ScriptFlags.KNOWN.contains(flag.toString())) {
          throw Errors.quoting("ERR Unexpected flag in script shebang: ", flag, "");
        }
        flags.add(flag.toString());
        start = i + 1;
      }
    }
  }

  private static boolean startsWith(Bytes word, Bytes start) {
    return word.length() >= start.length() && word.slice(0, start.length()).equals(start);
  }
}
