package dev.redstart.engine.types.stream;

import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Errors;

/**
 * How entries are claimed.
 *
 * @param minIdle how long an entry must not have been given to anyone
 * @param time when the entries count as given
 * @param retryCount how often they count as given, {@link #NOT_GIVEN} for as it comes
 * @param force whether entries that are pending for nobody are claimed too
 * @param justId whether only ids are answered, and the claim doesn't count
 * @param lastId where the group has come to at least
 */
record ClaimOptions(
    long minIdle, long time, long retryCount, boolean force, boolean justId, StreamId lastId) {

  static final long NOT_GIVEN = -1;

  /** Those of a plain claim at {@code now}. */
  static ClaimOptions now(long now, long minIdle, boolean justId) {
    return new ClaimOptions(minIdle, now, NOT_GIVEN, false, justId, StreamId.ZERO);
  }

  /** Reads the arguments from {@code from} on. */
  static ClaimOptions parse(Call call, int from, long minIdle) {
    long time = NOT_GIVEN;
    long retryCount = NOT_GIVEN;
    boolean force = false;
    boolean justId = false;
    StreamId lastId = StreamId.ZERO;
    Args args = call.options(from);
    while (args.more()) {
      if (args.word("FORCE")) {
        force = true;
      } else if (args.word("JUSTID")) {
        justId = true;
      } else if (args.wordWithValue("IDLE")) {
        time = call.now() - args.integer(invalid("IDLE"));
      } else if (args.wordWithValue("TIME")) {
        time = args.integer(invalid("TIME"));
      } else if (args.wordWithValue("RETRYCOUNT")) {
        retryCount = args.integer(invalid("RETRYCOUNT"));
      } else if (args.wordWithValue("LASTID")) {
        lastId = IdSyntax.id(args.next());
      } else {
        throw Errors.quoting("ERR Unrecognized XCLAIM option '", args.next(), "'");
      }
    }
    boolean sensible = time >= 0 && (time <= call.now() || call.replayed());
    long given = sensible ? time : call.now();
    return new ClaimOptions(minIdle, given, retryCount, force, justId, lastId);
  }

  /** How often an entry counts as given after the claim. */
  long deliveries(long before) {
    if (retryCount >= 0) {
      return retryCount;
    }
    return justId ? before : before + 1;
  }

  private static String invalid(String option) {
    return "ERR Invalid " + option + " option argument for XCLAIM";
  }
}
