package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Declaration;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.command.Family;
import dev.redstart.engine.command.Flag;
import dev.redstart.engine.command.Keys;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.persistence.rdb.DumpPayload;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.Usage;
import dev.redstart.engine.value.Value;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** DUMP and RESTORE: one value as bytes, and back. */
final class DumpCommands {

  private static final String OPTIONS =
      " key ttl:integer serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ"
          + " frequency:integer]";
  private static final String COMPLEXITY =
      "O(1) to create the new key and additional O(N*M) to reconstruct the serialized value, where"
          + " N is the number of Redis objects composing the value and M their average size.";

  private static final Bytes ABSTTL = Bytes.of("ABSTTL");
  private static final Bytes DEL = Bytes.of("DEL");

  private static final String BAD_DATA = "ERR Bad data format";
  private static final String BAD_SEAL = "ERR DUMP payload version or checksum are wrong";
  private static final String BUSY = "BUSYKEY Target key name already exists.";
  private static final String INVALID_FREQUENCY = "ERR Invalid FREQ value, must be >= 0 and <= 255";
  private static final String INVALID_IDLE = "ERR Invalid IDLETIME value, must be >= 0";
  private static final String INVALID_TTL = "ERR Invalid TTL value, must be >= 0";

  private static final int MOST_FREQUENT = 255;

  private final Codecs codecs;
  private final BooleanSupplier checked;

  /**
   * @param checked false while wrong checksums don't matter
   */
  DumpCommands(Codecs codecs, BooleanSupplier checked) {
    this.codecs = codecs;
    this.checked = checked;
  }

  void declare(Family generic) {
    generic
        .read("DUMP key", this::dump)
        .tips("nondeterministic_output")
        .doc(
            "2.6.0",
            "O(1) to access the key and additional O(N*M) to serialize it, where N is the number"
                + " of Redis objects composing the value and M their average size.",
            "Answers what a key holds as bytes that RESTORE takes.");
    restore(generic, "RESTORE")
        .doc("2.6.0", COMPLEXITY, "Gives a key the value that DUMP has answered.");
    restore(generic.sibling("server", "keyspace", 'g'), "RESTORE-ASKING")
        .flag(Flag.ASKING)
        .doc("3.0.0", COMPLEXITY, "As RESTORE, for a slot that is being moved here.");
  }

  private Declaration restore(Family family, String name) {
    return family
        .write(name + OPTIONS, this::restore)
        .grows()
        .alsoIn("dangerous")
        .access("OW update");
  }

  private Reply dump(Call call) {
    Entry entry = call.keys().lookUp(call.key());
    return entry == null ? Reply.nil() : Reply.bulk(DumpPayload.of(entry.value(), codecs));
  }

  private Reply restore(Call call) {
    Options options = Options.of(call);
    Keys keys = call.keys();
    Bytes key = call.key();
    if (!options.replace && keys.peek(key) != null) {
      throw new CommandException(BUSY);
    }
    long ttl = call.integer(2);
    if (ttl < 0) {
      throw new CommandException(INVALID_TTL);
    }
    Value value = value(call.arg(3));
    boolean replaced = keys.remove(key, null);
    long deadline = ttl == 0 || options.absolute ? ttl : ttl + call.now();
    if (ttl != 0 && deadline <= call.now()) {
      if (replaced) {
        keys.changed(key, "del");
        call.logAs(DEL, key);
      }
      return Reply.ok();
    }
    keys.put(key, value);
    Entry entry = keys.peek(key);
    if (entry != null) {
      settle(call, entry, deadline, options);
    }
    keys.changed(key, "restore");
    return Reply.ok();
  }

  private Value value(Bytes payload) {
    if (!DumpPayload.isSealed(payload, checked.getAsBoolean())) {
      throw new CommandException(BAD_SEAL);
    }
    try {
      Value value = DumpPayload.read(payload, codecs);
      if (!value.isEmpty()) {
        return value;
      }
    } catch (CorruptValueException e) {
      throw new CommandException(BAD_DATA);
    }
    throw new CommandException(BAD_DATA);
  }

  private static void settle(Call call, Entry entry, long deadline, Options options) {
    call.keys().accesses().restore(entry, options.usage(), call.now());
    if (deadline != 0) {
      call.keys().expireAt(entry, deadline);
      if (!options.absolute) {
        Bytes[] logged = Arrays.copyOf(call.args(), call.argc() + 1);
        logged[2] = Bytes.of(deadline);
        logged[call.argc()] = ABSTTL;
        call.logAs(logged);
      }
    }
  }

  /** What stands behind the payload. */
  private static final class Options {

    boolean replace;
    boolean absolute;
    long idle = -1;
    long frequency = -1;

    static Options of(Call call) {
      Options options = new Options();
      Args in = call.options(4);
      while (in.more()) {
        options.take(in);
      }
      return options;
    }

    Usage usage() {
      return new Usage(idle, (int) frequency);
    }

    private void take(Args in) {
      if (in.word("REPLACE")) {
        replace = true;
      } else if (in.word("ABSTTL")) {
        absolute = true;
      } else if (frequency < 0 && in.wordWithValue("IDLETIME")) {
        idle = in.integer();
        if (idle < 0) {
          throw new CommandException(INVALID_IDLE);
        }
      } else if (idle < 0 && in.wordWithValue("FREQ")) {
        frequency = in.integer();
        if (frequency < 0 || frequency > MOST_FREQUENT) {
          throw new CommandException(INVALID_FREQUENCY);
        }
      } else {
        throw Errors.syntax();
      }
    }
  }
}
