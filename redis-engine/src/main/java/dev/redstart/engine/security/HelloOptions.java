package dev.redstart.engine.security;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.PlainWords;
import org.jspecify.annotations.Nullable;

/** What HELLO was told besides the protocol; null is what it was not told. */
record HelloOptions(@Nullable Bytes user, @Nullable Bytes password, @Nullable Bytes name) {

  static HelloOptions read(Args args) {
    Bytes user = null;
    Bytes password = null;
    Bytes name = null;
    while (args.more()) {
      if (args.left() >= 3 && args.word("AUTH")) {
        user = args.next();
        password = args.next();
      } else if (args.wordWithValue("SETNAME")) {
        name = PlainWords.clientName(args.next());
      } else {
        throw Errors.quoting("ERR Syntax error in HELLO option '", args.next(), "'");
      }
    }
    return new HelloOptions(user, password, name);
  }
}
