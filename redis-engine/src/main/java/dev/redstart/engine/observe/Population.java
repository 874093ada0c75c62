package dev.redstart.engine.observe;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import dev.redstart.engine.exec.Executor;
import dev.redstart.engine.reply.Reply;
import java.util.Arrays;

/** Many keys made at once (DEBUG POPULATE): {@code key:0}, {@code key:1} … */
final class Population {

  private static final Bytes SET = Bytes.of("SET");

  private Population() {}

  /** Runs while the caller holds all shards. */
  static Reply add(Call call, Executor executor) {
    long count = positive(call, 2);
    String prefix = call.argc() > 3 ? call.arg(3).toString() : "key";
    int size = call.argc() > 4 ? (int) Math.min(Integer.MAX_VALUE >> 1, positive(call, 4)) : 0;
    for (long i = 0; i < count; i++) {
      Bytes key = Bytes.of(prefix + ':' + i);
      if (call.keys().peek(key) == null) {
        Reply unused = executor.execute(call.client(), SET, key, value("value:" + i, size));
      }
    }
    return Reply.ok();
  }

  /** Exactly {@code size} bytes long, filled up with zeros, where one is given. */
  private static Bytes value(String text, int size) {
    byte[] bytes = Bytes.of(text).shared();
    return Bytes.wrap(size == 0 ? bytes : Arrays.copyOf(bytes, size));
  }

  private static long positive(Call call, int argument) {
    byte[] text = call.arg(argument).shared();
    long number = Ascii.isLong(text) ? Ascii.toLong(text) : -1;
    if (number < 0) {
      throw new CommandException(Errors.NOT_POSITIVE);
    }
    return number;
  }
}
