package dev.redstart.engine.types.stream;

import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Settings;

/** Commands on streams, listed by what they do. */
public final class StreamCommands {

  private StreamCommands() {}

  /** Declares them all, and their directives. */
  public static void declare(Family stream, Settings settings) {
    StreamLimits limits = StreamLimits.declare(settings);
    new EntryCommands(limits).declare(stream);
    RangeCommands.declare(stream);
    ReadCommands.declare(stream);
    GroupCommands.declare(stream);
    PendingCommands.declare(stream);
    ClaimCommands.declare(stream);
    InfoCommands.declare(stream);
    ReferenceCommands.declare(stream);
  }
}
