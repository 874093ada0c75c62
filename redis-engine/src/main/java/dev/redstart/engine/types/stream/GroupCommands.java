package dev.redstart.engine.types.stream;

import static dev.redstart.engine.types.stream.StreamValue.STREAM;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.reply.Reply;
import org.jspecify.annotations.Nullable;

/** XGROUP: groups and their consumers. */
final class GroupCommands {

  private static final String NO_KEY =
      "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to"
          + " use the MKSTREAM option to create an empty stream automatically.";
  private static final String BUSY = "BUSYGROUP Consumer Group name already exists";
  private static final Bytes LAST = Bytes.of("$");

  private GroupCommands() {}

  static void declare(Family stream) {
    stream
        .write(
            "XGROUP CREATE key group <id | $> [MKSTREAM] [ENTRIESREAD entriesread:integer]",
            GroupCommands::create)
        .grows()
        .access("RW insert")
        .doc("5.0.0", "O(1)", "Creates a group that reads from behind an id.");
    stream
        .write(
            "XGROUP SETID key group <id | $> [ENTRIESREAD entriesread:integer]",
            GroupCommands::setid)
        .access("RW update")
        .doc("5.0.0", "O(1)", "Lets a group go on reading behind another id.");
    stream
        .write("XGROUP DESTROY key group", GroupCommands::destroy)
        .access("RW delete")
        .doc("5.0.0", "O(N), N being the number of its pending entries.", "Removes a group.");
    stream
        .write("XGROUP CREATECONSUMER key group consumer", GroupCommands::createconsumer)
        .grows()
        .access("RW insert")
        .doc("6.2.0", "O(1)", "Creates a consumer in a group.");
    stream
        .write("XGROUP DELCONSUMER key group consumer", GroupCommands::delconsumer)
        .access("RW delete")
        .doc("5.0.0", "O(1)", "Removes a consumer from its group, and what is pending for it.");
  }

  /** The options behind the id. */
  private record Options(boolean make, long entriesRead) {

    static Options parse(Call call, boolean creating) {
      boolean make = false;
      long read = StreamGroup.UNKNOWN;
      Args args = call.options(5);
      while (args.more()) {
        if (creating && args.word("MKSTREAM")) {
          make = true;
        } else if (args.wordWithValue("ENTRIESREAD")) {
          read = args.integer();
          if (read < 0 && read != StreamGroup.UNKNOWN) {
            throw new CommandException("ERR value for ENTRIESREAD must be positive or -1");
          }
        } else {
          throw Errors.unknownSubcommand(call);
        }
      }
      return new Options(make, read);
    }
  }

  private static Reply create(Call call) {
    Options options = Options.parse(call, true);
    StreamValue found = call.keys().edit(call.arg(2), STREAM);
    if (found == null && !options.make) {
      throw new CommandException(NO_KEY);
    }
    if (call.argc() > 8) {
      throw Errors.unknownSubcommand(call);
    }
    StreamId last = found == null ? StreamId.ZERO : found.lastId();
    StreamId id = call.arg(4).equals(LAST) ? last : IdSyntax.id(call.arg(4));
    if (found != null && found.group(call.arg(3)) != null) {
      throw new CommandException(BUSY);
    }
    StreamValue stream = call.keys().open(call.arg(2), STREAM);
    stream.createGroup(call.arg(3), id, options.entriesRead);
    if (found == null) {
      call.keys().changed(call.arg(2), "xgroup-create");
    } else {
      call.keys().noted(call.arg(2), "xgroup-create");
    }
    return Reply.ok();
  }

  private static Reply setid(Call call) {
    Options options = Options.parse(call, false);
    StreamValue stream = stream(call);
    StreamGroup group = group(call, stream);
    if (call.argc() != 5 && call.argc() != 7) {
      throw Errors.unknownSubcommand(call);
    }
    boolean last = call.arg(4).equals(LAST);
    StreamId id = last ? stream.lastId() : IdSyntax.idOrEdge(call.arg(4));
    group.moveTo(id, options.entriesRead);
    call.keys().noted(call.arg(2), "xgroup-setid");
    return Reply.ok();
  }

  /** Who waits for the group's entries hears of it. */
  private static Reply destroy(Call call) {
    boolean destroyed = stream(call).removeGroup(call.arg(3));
    if (destroyed) {
      call.keys().noted(call.arg(2), "xgroup-destroy");
      call.keys().signal(call.arg(2));
    }
    return Reply.flag(destroyed);
  }

  private static Reply createconsumer(Call call) {
    StreamGroup group = group(call, stream(call));
    if (group.consumer(call.arg(4)) != null) {
      return Reply.integer(0);
    }
    group.createConsumer(call.arg(4), call.present(), StreamConsumer.NEVER_ACTIVE);
    call.keys().noted(call.arg(2), "xgroup-createconsumer");
    return Reply.integer(1);
  }

  private static Reply delconsumer(Call call) {
    StreamGroup group = group(call, stream(call));
    StreamConsumer consumer = group.consumer(call.arg(4));
    if (consumer == null) {
      return Reply.integer(0);
    }
    int pending = consumer.pendingById().size();
    group.remove(consumer);
    call.keys().noted(call.arg(2), "xgroup-delconsumer");
    return Reply.integer(pending);
  }

  private static StreamValue stream(Call call) {
    StreamValue stream = call.keys().edit(call.arg(2), STREAM);
    if (stream == null) {
      throw new CommandException(NO_KEY);
    }
    return stream;
  }

  private static StreamGroup group(Call call, StreamValue stream) {
    StreamGroup group = stream.group(call.arg(3));
    if (group == null) {
      throw NoGroup.inKey(call.arg(2), call.arg(3));
    }
    return group;
  }

  /** A group of a stream; an error where either isn't there. */
  static StreamGroup group(Bytes key, @Nullable StreamValue stream, Bytes name) {
    StreamGroup group = stream == null ? null : stream.group(name);
    if (group == null) {
      throw NoGroup.keyOrGroup(key, name);
    }
    return group;
  }
}
