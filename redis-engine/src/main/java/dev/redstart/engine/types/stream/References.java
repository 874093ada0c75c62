package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Args;
import org.jspecify.annotations.Nullable;

/** What becomes of groups' references to an entry that is to be deleted. */
enum References {
  /** They stay. */
  KEEPREF,
  /** They go as well. */
  DELREF,
  /** The entry stays while there are any. */
  ACKED;

  /** The word for it. */
  Bytes word() {
    return Bytes.of(name());
  }

  /** Takes one of the words where it comes next, else null. */
  static @Nullable References next(Args args) {
    for (References each : values()) {
      if (args.word(each.name())) {
        return each;
      }
    }
    return null;
  }

  /** True where {@code id} may be deleted. */
  boolean allows(StreamValue stream, StreamId id) {
    return this != ACKED || !stream.isNeeded(id);
  }

  /** To be called when {@code id} was deleted. */
  void deleted(StreamValue stream, StreamId id) {
    if (this == DELREF) {
      boolean unused = stream.releaseEverywhere(id);
    } else if (this == ACKED) {
      // Those before it may have stayed.
      stream.noteDeleted(id);
    }
  }
}
