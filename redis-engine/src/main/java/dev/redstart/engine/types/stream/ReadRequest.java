package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import org.jspecify.annotations.Nullable;

/** What an XREAD or an XREADGROUP is asked for, the ids apart. */
final class ReadRequest {

  /** As a timeout: the call doesn't wait. */
  static final long NO_WAIT = -1;

  private final boolean grouped;
  private long timeout = NO_WAIT;
  private long count;
  private boolean noack;
  private @Nullable Bytes group;
  private Bytes consumer = Bytes.EMPTY;
  private int streamsAt;
  private int streams;

  private ReadRequest(boolean grouped) {
    this.grouped = grouped;
  }

  static ReadRequest parse(Call call, boolean grouped) {
    ReadRequest request = new ReadRequest(grouped);
    Args args = call.options(1);
    while (request.streamsAt == 0 && args.more()) {
      request.take(args, call);
    }
    if (request.streamsAt == 0) {
      throw Errors.syntax();
    }
    if (grouped && request.group == null) {
      throw new CommandException("ERR Missing GROUP option for XREADGROUP");
    }
    return request;
  }

  private void take(Args args, Call call) {
    if (args.wordWithValue("BLOCK")) {
      timeout = args.timeout(call.now());
    } else if (args.wordWithValue("COUNT")) {
      count = Math.max(0, args.integer());
    } else if (args.wordWithValue("STREAMS")) {
      takeStreams(args, call);
    } else if (args.left() > 2 && args.word("GROUP")) {
      requireGrouped("GROUP");
      group = args.next();
      consumer = args.next();
    } else if (args.word("NOACK")) {
      requireGrouped("NOACK");
      noack = true;
    } else {
      throw Errors.syntax();
    }
  }

  private void takeStreams(Args args, Call call) {
    streamsAt = args.position();
    if (args.left() % 2 == 1) {
      throw new CommandException(
          "ERR Unbalanced '"
              + call.command().name()
              + "' list of streams: for each stream key an ID or '"
              + (grouped ? '>' : '$')
              + "' must be specified.");
    }
    streams = args.left() / 2;
  }

  private void requireGrouped(String option) {
    if (!grouped) {
      throw new CommandException(
          "ERR The "
              + option
              + " option is only supported by XREADGROUP. You called XREAD instead.");
    }
  }

  /** How long to wait in milliseconds, 0 for ever, or {@link #NO_WAIT}. */
  long timeout() {
    return timeout;
  }

  /** The most entries of each stream, 0 for all. */
  long count() {
    return count;
  }

  /** True where what is given to a consumer counts as acknowledged. */
  boolean noack() {
    return noack;
  }

  /** The group's name; only where {@link #isGrouped}. */
  Bytes group() {
    Bytes name = group;
    return name == null ? Bytes.EMPTY : name;
  }

  boolean isGrouped() {
    return grouped;
  }

  Bytes consumer() {
    return consumer;
  }

  /** The number of streams. */
  int streams() {
    return streams;
  }

  /** Where the key of a stream is among the arguments. */
  int keyAt(int stream) {
    return streamsAt + stream;
  }

  /** Where the id of a stream is among the arguments. */
  int idAt(int stream) {
    return streamsAt + streams + stream;
  }
}
