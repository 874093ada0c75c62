package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import java.util.Arrays;
import java.util.List;

/**
 * What a call of MIGRATE asks for.
 *
 * @param auth the call that logs in at the target, empty where none is needed
 */
record MigrateRequest(
    Where where,
    int timeoutMillis,
    boolean copy,
    boolean replace,
    List<Bytes> auth,
    List<Bytes> keys) {

  private static final String KEY_AND_KEYS =
      "ERR When using MIGRATE KEYS option, the key argument must be set to the empty string";
  private static final Bytes AUTH = Bytes.of("AUTH");
  private static final int OPTIONS = 6;
  private static final int USUAL_TIMEOUT = 1000;
  private static final int MOST_PORTS = 1 << 16;

  /** A database of a server. */
  record Where(String host, int port, int database) {}

  static MigrateRequest of(Call call) {
    Args in = call.options(OPTIONS);
    boolean copy = false;
    boolean replace = false;
    List<Bytes> auth = List.of();
    List<Bytes> keys = List.of(call.arg(3));
    while (in.more()) {
      if (in.word("COPY")) {
        copy = true;
      } else if (in.word("REPLACE")) {
        replace = true;
      } else if (in.wordWithValue("AUTH")) {
        auth = List.of(AUTH, in.next());
      } else if (in.left() > 2 && in.word("AUTH2")) {
        auth = List.of(AUTH, in.next(), in.next());
      } else if (in.word("KEYS")) {
        if (!call.arg(3).isEmpty()) {
          throw new CommandException(KEY_AND_KEYS);
        }
        keys = Arrays.asList(call.args()).subList(in.position(), call.argc());
        break;
      } else {
        throw Errors.syntax();
      }
    }
    long timeout = call.integer(5);
    long database = call.integer(4);
    Where where = new Where(call.arg(1).toString(), port(call), bounded(database));
    int millis = timeout <= 0 ? USUAL_TIMEOUT : bounded(timeout);
    return new MigrateRequest(where, millis, copy, replace, auth, keys);
  }

  private static int bounded(long number) {
    return (int) Math.max(-1, Math.min(number, Integer.MAX_VALUE));
  }

  private static int port(Call call) {
    long port = call.integer(2);
    if (port < 0 || port >= MOST_PORTS) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    }
    return (int) port;
  }
}
