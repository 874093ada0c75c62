package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Those who wait until what they have written is safe. Guarded by the log. */
final class Acknowledgements {

  private final List<Waiting> waiting = new ArrayList<>();

  /**
   * Someone who waits.
   *
   * @param position up to which all has to be safe
   */
  record Waiting(long position, Safety safety, Consumer<Reply.@Nullable Failure> then) {}

  /** What somebody waits for. */
  enum Safety {
    /** It is in a file. */
    STORED,
    /** It is on the disk. */
    SYNCED,
    /** It is on the disk, and so is the base that it goes on top of. */
    RESTORABLE
  }

  void add(Waiting one) {
    waiting.add(one);
  }

  /** Takes out those of which {@code ready} is true. */
  List<Waiting> take(Predicate<Waiting> ready) {
    List<Waiting> taken = waiting.stream().filter(ready).toList();
    waiting.removeAll(taken);
    return taken;
  }
}
