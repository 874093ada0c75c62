package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a library.
 *
 * @param end where it ends
 */
record LibraryHeader(String name, int end) {

  private static final String NAME = "name=";

  static LibraryHeader of(Bytes code) {
    if (!Shebang.isThere(code)) {
      throw new CommandException("ERR Missing library metadata");
    }
    int end = 0;
    while (end < code.length() && code.at(end) != '\n') {
      end++;
    }
    if (end == code.length()) {
      throw new CommandException("ERR Invalid library metadata");
    }
    String line = new String(code.shared(), 2, end - 2, StandardCharsets.ISO_8859_1);
    String[] words = line.stripTrailing().split("[ \\t\\r]+", -1);
    String name = name(words);
    if (!FunctionLibrary.isName(name)) {
      throw new CommandException(Errors.BAD_NAME);
    }
    if (!words[0].equalsIgnoreCase("lua")) {
      throw new CommandException("ERR Engine '" + words[0] + "' not found");
    }
    return new LibraryHeader(name, end);
  }

  private static String name(String[] words) {
    @Nullable String name = null;
    for (int i = 1; i < words.length; i++) {
      if (!words[i].toLowerCase(Locale.ROOT).startsWith(NAME)) {
        throw new CommandException("ERR Invalid metadata value given: " + words[i]);
      }
      if (name != null) {
        throw new CommandException(
            "ERR Invalid metadata value, name argument was given multiple times");
      }
      name = unquoted(words[i].substring(NAME.length()));
    }
    if (name == null) {
      throw new CommandException("ERR Library name was not given");
    }
    return name;
  }

  private static String unquoted(String text) {
    int last = text.length() - 1;
    boolean quoted =
        last > 0
            && text.charAt(0) == text.charAt(last)
            && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    return quoted ? text.substring(1, last) : text;
  }
}
