package dev.redstart.engine.keys;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import dev.redstart.engine.command.Call;
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
      options.take(in, mayStore);
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

  private void take(Args in, boolean mayStore) {
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
      takeBy(new LookupPattern(in.next()));
    } else if (in.wordWithValue("GET")) {
      get.add(new LookupPattern(in.next()));
    } else {
      throw Errors.syntax();
    }
  }

  /** A pattern without a star names no key of any element: it asks for no sorting. */
  private void takeBy(LookupPattern pattern) {
    unsorted = !pattern.hasStar();
    by = pattern;
  }
}
