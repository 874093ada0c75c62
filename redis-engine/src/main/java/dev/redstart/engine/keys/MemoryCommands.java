package dev.redstart.engine.keys;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.reply.Reply;

/** MEMORY USAGE: what a key takes in memory. */
public final class MemoryCommands {

  private MemoryCommands() {}

  public static void declare(Family server) {
    server
        .read("MEMORY USAGE key [SAMPLES count]", MemoryCommands::usage)
        .access("RO")
        .doc("4.0.0", "O(1): large values are judged by some parts.", "Estimates a key's memory.");
  }

  private static Reply usage(Call call) {
    Args in = call.options(3);
    while (in.more()) {
      if (!in.wordWithValue("SAMPLES") || in.integer() < 0) {
        throw Errors.syntax();
      }
    }
    Entry entry = call.keys().peek(call.arg(2));
    return entry == null ? Reply.nil() : Reply.integer(entry.heapBytes());
  }
}
