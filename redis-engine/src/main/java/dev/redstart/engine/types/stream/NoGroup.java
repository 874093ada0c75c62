package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.reply.Reply;

/** The errors of calls that name a group which isn't there. */
final class NoGroup {

  private NoGroup() {}

  static CommandException inKey(Bytes key, Bytes group) {
    return error("No such consumer group '", group, "' for key name '", key, "'");
  }

  static CommandException keyOrGroup(Bytes key, Bytes group) {
    return error("No such key '", key, "' or consumer group '", group, "'");
  }

  static CommandException read(Bytes key, Bytes group) {
    String end = "' in XREADGROUP with GROUP option";
    return error("No such key '", key, "' or consumer group '", group, end);
  }

  private static CommandException error(
      String before, Bytes one, String between, Bytes other, String after) {
    return new CommandException(
        new Reply.Failure(
            Bytes.join(
                Bytes.of("NOGROUP " + before),
                Errors.shown(one),
                Bytes.of(between),
                Errors.shown(other),
                Bytes.of(after))));
  }
}
