package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a SORT was asked for. */
final class SortOptions {

  @Nullable LookupPattern by;
  boolean unsorted;
  boolean alpha;
  boolean descending;
  long offset;
  long count = -1;
  final List<LookupPattern> get = new ArrayList<>(0);
  @Nullable Bytes store;

  private SortOptions() {}

  static SortOptions of(Call call, boolean mayStore) {
    SortOptions options = new SortOptions();
    Args in = call.options(2);
    while (in.more()) {
      options.take(in, call, mayStore);
    }
    return options;
  }

  /** The same, but sorted as texts by the elements themselves. */
  SortOptions byElement() {
    by = null;
    unsorted = false;
    alpha = true;
    return this;
  }

  boolean sorts() {
    return !unsorted;
  }

  private void take(Args in, Call call, boolean mayStore) {
    if (in.word("ASC")) {
      descending = false;
    } else if (in.word("DESC")) {
      descending = true;
    } else if (in.word("ALPHA")) {
      alpha = true;
    } else if (in.left() > 2 && in.word("LIMIT")) {
      offset = in.integer();
      count = in.integer();
    } else if (mayStore && in.wordWithValue("STORE")) {
      store = in.next();
    } else if (in.wordWithValue("BY")) {
      takeBy(new LookupPattern(in.next()), call);
    } else if (in.wordWithValue("GET")) {
      takeGet(new LookupPattern(in.next()), call);
    } else {
      throw Errors.syntax();
    }
  }

  /** A pattern without a star names no key of any element: it asks for no sorting. */
  private void takeBy(LookupPattern pattern, Call call) {
    unsorted = !pattern.hasStar();
    if (pattern.hasStar()) {
      mustReadAll(call, "BY");
    }
    by = pattern;
  }

  private void takeGet(LookupPattern pattern, Call call) {
    mustReadAll(call, "GET");
    get.add(pattern);
  }

  /** Patterns reach keys that the call doesn't name. */
  private static void mustReadAll(Call call, String option) {
    if (!call.client().access().readsAllKeys(call.command(), call.args())) {
      throw new CommandException(
          "ERR " + option + " option of SORT denied due to insufficient ACL permissions.");
    }
  }
}
