package dev.redstart.engine.scripting;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.QuotedWords;
import dev.redstart.engine.command.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a library.
 *
 * @param end where it ends
 */
record LibraryHeader(String name, int end) {

  private static final String NAME = "NAME=";
  private static final String INVALID = "ERR Invalid library metadata";

  static LibraryHeader of(Bytes code) {
    if (!Shebang.isThere(code)) {
      throw new CommandException("ERR Missing library metadata");
    }
    int end = Shebang.lineEnd(code);
    List<Bytes> words = words(code, end);
    String name = name(words);
    if (!FunctionLibrary.isName(name)) {
      throw new CommandException(Errors.BAD_NAME);
    }
    Bytes engine = words.get(0).slice(2, words.get(0).length());
    if (!engine.is("LUA")) {
      throw dev.redstart.engine.command.Errors.quoting("ERR Engine '", engine, "' not found");
    }
    return new LibraryHeader(name, end);
  }

  private static List<Bytes> words(Bytes code, int end) {
    try {
      if (end >= 0) {
        return QuotedWords.split(code.shared(), 0, end);
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(INVALID);
    }
    throw new CommandException(INVALID);
  }

  private static String name(List<Bytes> words) {
    @Nullable String name = null;
    for (Bytes word : words.subList(1, words.size())) {
      if (word.length() < NAME.length() || !word.slice(0, NAME.length()).is(NAME)) {
        throw dev.redstart.engine.command.Errors.quoting(
            "ERR Invalid metadata value given: ", word, "");
      }
      if (name != null) {
        throw new CommandException(
            "ERR Invalid metadata value, name argument was given multiple times");
      }
      name = word.slice(NAME.length(), word.length()).toString();
    }
    if (name == null) {
      throw new CommandException("ERR Library name was not given");
    }
    return name;
  }
}
