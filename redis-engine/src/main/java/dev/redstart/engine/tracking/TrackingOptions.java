package dev.redstart.engine.tracking;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.command.Tracking.Mode;
import dev.redstart.engine.exec.Clients;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What CLIENT TRACKING was told behind its first word. */
final class TrackingOptions {

  private static final String OTHER_MODE =
      " before disabling tracking for this client, and then re-enabling it with a different mode.";

  private long redirect;
  private boolean broadcast;
  private boolean optIn;
  private boolean optOut;
  private boolean noLoop;
  private final List<Bytes> prefixes = new ArrayList<>(0);

  private TrackingOptions() {}

  static TrackingOptions read(Args args, Clients clients) {
    TrackingOptions options = new TrackingOptions();
    while (args.more()) {
      if (args.wordWithValue("REDIRECT")) {
        options.redirectTo(args, clients);
      } else if (args.word("BCAST")) {
        options.broadcast = true;
      } else if (args.word("OPTIN")) {
        options.optIn = true;
      } else if (args.word("OPTOUT")) {
        options.optOut = true;
      } else if (args.word("NOLOOP")) {
        options.noLoop = true;
      } else if (args.wordWithValue("PREFIX")) {
        options.prefixes.add(args.next());
      } else {
        throw Errors.syntax();
      }
    }
    return options;
  }

  private void redirectTo(Args args, Clients clients) {
    if (redirect != 0) {
      throw new CommandException("ERR A client can only redirect to a single other client");
    }
    redirect = args.integer();
    if (clients.find(redirect) == null) {
      throw new CommandException("ERR The client ID you want redirect to does not exist");
    }
  }

  /** How the client tracks from now on, or an error where that doesn't go with {@code before}. */
  Tracking after(@Nullable Tracking before) {
    check(before == null ? null : before.mode());
    TreeSet<Bytes> all = new TreeSet<>(prefixes);
    if (broadcast) {
      List<Bytes> existing = before == null ? List.of() : before.prefixes();
      checkOverlap(existing);
      all.addAll(existing);
      if (prefixes.isEmpty()) {
        all.add(Bytes.EMPTY);
      }
    }
    return new Tracking(mode(), noLoop, redirect, List.copyOf(all));
  }

  private Mode mode() {
    if (broadcast) {
      return Mode.BROADCAST;
    }
    return optIn ? Mode.OPT_IN : optOut ? Mode.OPT_OUT : Mode.READS;
  }

  private void check(@Nullable Mode before) {
    if (!broadcast && !prefixes.isEmpty()) {
      throw new CommandException("ERR PREFIX option requires BCAST mode to be enabled");
    }
    if (before != null && (before == Mode.BROADCAST) != broadcast) {
      throw new CommandException("ERR You can't switch BCAST mode on/off" + OTHER_MODE);
    }
    if (broadcast && (optIn || optOut)) {
      throw new CommandException("ERR OPTIN and OPTOUT are not compatible with BCAST");
    }
    if (optIn && optOut) {
      throw new CommandException("ERR You can't specify both OPTIN mode and OPTOUT mode");
    }
    if ((optIn && before == Mode.OPT_OUT) || (optOut && before == Mode.OPT_IN)) {
      throw new CommandException("ERR You can't switch OPTIN/OPTOUT mode" + OTHER_MODE);
    }
  }

  private void checkOverlap(List<Bytes> existing) {
    for (int i = 0; i < prefixes.size(); i++) {
      checkOverlap(prefixes.get(i), "an existing", existing);
      checkOverlap(prefixes.get(i), "another provided", prefixes.subList(i + 1, prefixes.size()));
    }
  }

  private static void checkOverlap(Bytes prefix, String which, List<Bytes> others) {
    for (Bytes other : others) {
      if (Prefixes.overlap(prefix, other)) {
        throw new CommandException(
            new Reply.Failure(
                Bytes.join(
                    Bytes.of("ERR Prefix '"),
                    Errors.shown(prefix),
                    Bytes.of("' overlaps with " + which + " prefix '"),
                    Errors.shown(other),
                    Bytes.of("'. Prefixes for a single client must not overlap."))));
      }
    }
  }
}
