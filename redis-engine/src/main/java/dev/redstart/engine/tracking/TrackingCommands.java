package dev.redstart.engine.tracking;

import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Handler;
import dev.redstart.engine.command.Tracking;
import dev.redstart.engine.command.Tracking.Mode;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of CLIENT that is about client-side caching. */
final class TrackingCommands {

  private static final String SYNTAX =
      "CLIENT TRACKING <ON | OFF> [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST]"
          + " [OPTIN] [OPTOUT] [NOLOOP]";

  private final ClientSideCaching caching;

  private TrackingCommands(ClientSideCaching caching) {
    this.caching = caching;
  }

  static void declare(Family family, ClientSideCaching caching) {
    TrackingCommands commands = new TrackingCommands(caching);
    commands
        .command(family, SYNTAX, commands::tracking)
        .doc(
            "6.0.0",
            "O(1). Some options may introduce additional complexity.",
            "Lets the caller hear when keys change that it keeps copies of, or ends that.");
    commands
        .command(family, "CLIENT CACHING <YES | NO>", TrackingCommands::caching)
        .doc("6.0.0", "O(1)", "Makes the next call an exception of what the caller tracks.");
    commands
        .command(family, "CLIENT TRACKINGINFO", call -> describe(call.client().tracking()))
        .doc("6.2.0", "O(1)", "Tells how the caller tracks keys.");
    commands
        .command(family, "CLIENT GETREDIR", TrackingCommands::getredir)
        .doc("6.0.0", "O(1)", "Tells which connection gets the caller's invalidations.");
  }

  private Declaration command(Family family, String line, Handler handler) {
    return family
        .control(
            line,
            call -> {
              caching.clients().add(call.client());
              return handler.run(call);
            })
        .noscript()
        .anytime();
  }

  private Reply tracking(Call call) {
    Client client = call.client();
    TrackingOptions options = TrackingOptions.read(call.options(3), caching.clients());
    if (call.arg(2).is("ON")) {
      caching.begin(client, options.after(client.tracking()));
    } else if (call.arg(2).is("OFF")) {
      caching.end(client);
    } else {
      throw Errors.syntax();
    }
    return Reply.ok();
  }

  private static Reply caching(Call call) {
    Tracking tracking = call.client().tracking();
    if (tracking == null) {
      throw new CommandException(
          "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
              + " OPTOUT mode enabled");
    }
    if (call.arg(2).is("YES")) {
      need(tracking, Mode.OPT_IN, "YES", "OPTIN");
    } else if (call.arg(2).is("NO")) {
      need(tracking, Mode.OPT_OUT, "NO", "OPTOUT");
    } else {
      throw Errors.syntax();
    }
    tracking.except(!call.mayWait());
    return Reply.ok();
  }

  private static void need(Tracking tracking, Mode mode, String word, String name) {
    if (tracking.mode() != mode) {
      throw new CommandException(
          "ERR CLIENT CACHING "
              + word
              + " is only valid when tracking is enabled in "
              + name
              + " mode.");
    }
  }

  private static Reply getredir(Call call) {
    Tracking tracking = call.client().tracking();
    return Reply.integer(tracking == null ? -1 : tracking.redirect());
  }

  private static Reply describe(@Nullable Tracking tracking) {
    return new Reply.Dict(
        List.of(
            Reply.bulk("flags"),
            new Reply.Distinct(tracking == null ? List.of(Reply.bulk("off")) : flags(tracking)),
            Reply.bulk("redirect"),
            Reply.integer(tracking == null ? -1 : tracking.redirect()),
            Reply.bulk("prefixes"),
            Reply.bulks(tracking == null ? List.of() : tracking.prefixes())));
  }

  private static List<Reply> flags(Tracking tracking) {
    List<String> flags = new ArrayList<>(List.of("on"));
    switch (tracking.mode()) {
      case BROADCAST -> flags.add("bcast");
      case OPT_IN -> flags.addAll(withException(tracking, "optin", "caching-yes"));
      case OPT_OUT -> flags.addAll(withException(tracking, "optout", "caching-no"));
      case READS -> {}
    }
    if (tracking.noLoop()) {
      flags.add("noloop");
    }
    if (tracking.broken()) {
      flags.add("broken_redirect");
    }
    return flags.stream().map(Reply::bulk).toList();
  }

  private static List<String> withException(Tracking tracking, String mode, String exception) {
    return tracking.excepted() ? List.of(mode, exception) : List.of(mode);
  }
}
