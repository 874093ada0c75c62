package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Command;
import java.util.Locale;
import java.util.Set;

/** Hides passwords, and what names users, from the slow log and from MONITOR. */
final class Redaction {

  private static final Bytes HIDDEN = Bytes.of("(redacted)");

  private static final Set<String> SECRET_DIRECTIVES =
      Set.of(
          "masteruser",
          "masterauth",
          "requirepass",
          "tls-key-file-pass",
          "tls-client-key-file-pass");

  private Redaction() {}

  /** The arguments as others may see them: the same array where nothing is secret. */
  static Bytes[] shown(Command command, Bytes[] args) {
    return switch (command.name()) {
      case "auth" -> hide(args, 1, args.length);
      case "acl|setuser", "acl|getuser", "acl|deluser" -> hide(args, 2, args.length);
      case "hello", "migrate" -> hideAfterWords(args);
      case "config|set" -> hideDirectives(args);
      default -> args;
    };
  }

  private static Bytes[] hide(Bytes[] args, int from, int to) {
    Bytes[] shown = args.clone();
    for (int i = from; i < Math.min(to, args.length); i++) {
      shown[i] = HIDDEN;
    }
    return shown;
  }

  /** What follows AUTH and AUTH2; HELLO's AUTH takes two, as AUTH2 does. */
  private static Bytes[] hideAfterWords(Bytes[] args) {
    Bytes[] shown = args;
    for (int i = 1; i < args.length; i++) {
      boolean two = args[i].is("AUTH2") || (args[i].is("AUTH") && args[0].is("HELLO"));
      if (two || args[i].is("AUTH")) {
        int secrets = two ? 2 : 1;
        shown = hide(shown, i + 1, i + 1 + secrets);
        i += secrets;
      }
    }
    return shown;
  }

  private static Bytes[] hideDirectives(Bytes[] args) {
    Bytes[] shown = args;
    for (int i = 2; i + 1 < args.length; i += 2) {
      if (SECRET_DIRECTIVES.contains(args[i].toString().toLowerCase(Locale.ROOT))) {
        shown = hide(shown, i + 1, i + 2);
      }
    }
    return shown;
  }
}
