package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.exec.Execution;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.persistence.Debugging;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DEBUG, as far as tests of clients and servers need it. Refused unless enable-debug-command allows
 * it.
 */
final class DebugCommand {

  private static final Logger LOG = LoggerFactory.getLogger(DebugCommand.class);
  private static final int LRU_BITS = 0xffffff;
  private static final double NANOS = 1e9;

  private final Execution execution;
  private final Debugging debugging;
  private final Permitted permitted;
  private final DebugOddments oddments;

  private DebugCommand(
      Execution execution, Debugging debugging, Permitted permitted, DebugOddments oddments) {
    this.execution = execution;
    this.debugging = debugging;
    this.permitted = permitted;
    this.oddments = oddments;
  }

  static void declare(
      Family family,
      Settings settings,
      Execution execution,
      Debugging debugging,
      DebugOddments oddments) {
    Setting.Choice enabled =
        settings.choice("enable-debug-command", "no", Set.of("no", "yes", "local"));
    settings.fixed(enabled);
    Permitted permitted = new Permitted(settings, enabled.name());
    DebugCommand debug = new DebugCommand(execution, debugging, permitted, oddments);
    family
        .control("DEBUG subcommand [argument [argument ...]]", debug::run)
        .admin()
        .noscript()
        .anytime()
        .everywhere()
        .doc("1.0.0", "Depends on subcommand.", "Looks inside, for those who test.");
  }

  private Reply run(Call call) {
    permitted.check(call.client(), "DEBUG");
    int extra = call.argc() - 2;
    return switch (call.arg(1).toString().toUpperCase(Locale.ROOT)) {
      case "SET-ACTIVE-EXPIRE" -> extra == 1 ? setActiveExpire(call) : throwUnknown(call);
      case "PAUSE-CRON" -> extra == 1 ? pauseTimers(call) : throwUnknown(call);
      case "SLEEP" -> extra == 1 ? sleep(call) : throwUnknown(call);
      case "OBJECT" -> extra >= 1 ? object(call) : throwUnknown(call);
      case "DIGEST" -> extra == 0 ? digest(call) : throwUnknown(call);
      case "DIGEST-VALUE" -> digestValues(call);
      case "POPULATE" ->
          extra >= 1 && extra <= 3
              ? Population.add(call, execution.executor())
              : throwUnknown(call);
      case "RELOAD" -> debugging.reload(call);
      case "LOADAOF" -> extra == 0 ? debugging.reloadLog() : throwUnknown(call);
      case "AOF-FLUSH-SLEEP" -> extra == 1 ? delayLog(call) : throwUnknown(call);
      case "SET-SKIP-CHECKSUM-VALIDATION" -> extra == 1 ? skipChecksums(call) : throwUnknown(call);
      case "PROTOCOL" -> extra == 1 ? SampleReplies.of(call) : throwUnknown(call);
      case "LOG" -> extra == 1 ? log(call) : throwUnknown(call);
      case "LISTPACK" -> extra == 1 ? Reply.ok() : throwUnknown(call);
      default -> oddment(call);
    };
  }

  private Reply oddment(Call call) {
    Reply reply = oddments.of(call);
    return reply != null ? reply : throwUnknown(call);
  }

  private static Reply throwUnknown(Call call) {
    throw Errors.unknownSubcommand(call);
  }

  private Reply setActiveExpire(Call call) {
    byte[] text = call.arg(2).shared();
    execution.pauseExpiry(!Ascii.isLong(text) || Ascii.toLong(text) == 0);
    return Reply.ok();
  }

  private Reply pauseTimers(Call call) {
    execution.pauseTimers(call.integer(2) != 0);
    return Reply.ok();
  }

  /** All shards stay locked, so that everybody has to wait. */
  private static Reply sleep(Call call) {
    double seconds = Decimals.parse(call.arg(2));
    if (seconds > 0) {
      try {
        boolean unused =
            new CountDownLatch(1).await((long) (seconds * NANOS), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Reply.ok();
  }

  private Reply delayLog(Call call) {
    debugging.delayLog(call.integer(2));
    return Reply.ok();
  }

  private Reply skipChecksums(Call call) {
    debugging.skipChecksums(call.integer(2) != 0);
    return Reply.ok();
  }

  private Reply object(Call call) {
    Entry entry = call.keys().evenExpired(call.arg(2));
    if (entry == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    return Reply.simple(
        "Value at:0x"
            + Integer.toHexString(System.identityHashCode(entry.value()))
            + " refcount:1 encoding:"
            + entry.value().encoding()
            + " serializedlength:"
            + debugging.serializedLength(entry.value())
            + " lru:"
            + (entry.lastAccess(call.now()) & LRU_BITS)
            + " lru_seconds_idle:"
            + entry.idleSeconds(call.now()));
  }

  private static Reply digest(Call call) {
    Digest digest = new Digest();
    for (int database = 0; database < call.databases(); database++) {
      if (call.keys(database).size() > 0) {
        digest.database(database);
        call.keys(database).forEach(digest::add);
      }
    }
    return Reply.simple(digest.hex());
  }

  private static Reply digestValues(Call call) {
    List<Reply> digests = new ArrayList<>();
    for (int i = 2; i < call.argc(); i++) {
      Digest digest = new Digest();
      Bytes key = call.arg(i);
      Entry entry = call.keys().peek(key);
      if (entry != null) {
        digest.addValue(entry);
      }
      digests.add(Reply.simple(digest.hex()));
    }
    return Reply.array(digests);
  }

  private static Reply log(Call call) {
    LOG.warn("DEBUG LOG: {}", call.arg(2));
    return Reply.ok();
  }
}
