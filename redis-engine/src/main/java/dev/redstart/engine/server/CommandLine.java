package dev.redstart.engine.server;

import dev.redstart.engine.bytes.QuotedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Directives as they are written behind the program's name, {@code --port 6380 --save ""}, as the
 * lines that a file would have for them. All words until the next dashes are one directive's value.
 */
final class CommandLine {

  private static final String DASHES = "--";
  private static final String STANDARD_INPUT = "-";

  private final List<StringBuilder> lines = new ArrayList<>();
  private boolean open;
  private boolean standardInput;

  private CommandLine() {}

  /** Reads all words behind the program's name, but for that of a file. */
  static CommandLine of(List<String> args) {
    CommandLine all = new CommandLine();
    for (int i = 0; i < args.size(); i++) {
      String next = i + 1 < args.size() ? args.get(i + 1) : null;
      String arg = args.get(i);
      if (arg.equals(STANDARD_INPUT) && (i == 0 || next == null)) {
        all.standardInput = true;
      } else if (arg.startsWith(DASHES) && !all.open) {
        all.directive(arg.substring(DASHES.length()), next == null || next.startsWith(DASHES));
      } else {
        all.value(arg);
      }
    }
    return all;
  }

  /** The lines of a file that says the same. */
  List<String> lines() {
    return lines.stream().map(StringBuilder::toString).toList();
  }

  /** True where directives are to be read from the standard input, too. */
  boolean standardInput() {
    return standardInput;
  }

  /**
   * The name of a directive, perhaps with its value behind a blank. The first word behind a lone
   * name is its value even with dashes, except that save may have none.
   */
  private void directive(String text, boolean bare) {
    lines.add(new StringBuilder(text));
    boolean lone = text.trim().indexOf(' ') < 0;
    boolean saveNothing = bare && text.toLowerCase(Locale.ROOT).equals("save");
    if (saveNothing) {
      value("");
    }
    open = lone && !saveNothing;
  }

  private void value(String word) {
    open = false;
    if (lines.isEmpty()) {
      lines.add(new StringBuilder(QuotedWords.quoted(word)));
    } else {
      lines.get(lines.size() - 1).append(' ').append(QuotedWords.quoted(word));
    }
  }
}
