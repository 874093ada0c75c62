package dev.redstart.engine.command;

import dev.redstart.engine.reply.Reply;

/** The body of a command: a plain function that runs inside the locks of the call's keys. */
@FunctionalInterface
public interface Handler {
  Reply run(Call call);
}
