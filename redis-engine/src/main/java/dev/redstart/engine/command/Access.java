package dev.redstart.engine.command;

import dev.redstart.engine.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do, by the rules of the user it is. May be asked from any thread and under any
 * lock.
 */
public interface Access {

  /** Where a call comes from, for the log of what was refused. */
  enum Context {
    TOPLEVEL,
    MULTI,
    LUA,
    MODULE
  }

  /** What of a call was refused. */
  enum Part {
    COMMAND,
    KEY,
    CHANNEL
  }

  /**
   * A refusal.
   *
   * @param part what the user has no right to
   * @param object the command's name, the key or the channel
   * @param message a sentence without an error code, as replies have it; bytes, since it may name a
   *     user
   */
  record Denial(Part part, Bytes object, Bytes message) {}

  /** True where nothing is ever refused, so that nobody has to look. */
  boolean unrestricted();

  /** Why a call is not allowed, null where it is. Nothing is logged. */
  @Nullable Denial check(Command command, Bytes[] args);

  /** As {@link #check}, and logs what is refused. */
  @Nullable Denial refuse(Client client, Command command, Bytes[] args, Context context);

  /** True where {@code command} may read keys that its arguments don't name. */
  boolean readsAllKeys(Command command, Bytes[] args);

  /** Whoever may do everything: a session in this process that has not said which user it is. */
  Access EVERYTHING =
      new Access() {
        @Override
        public boolean unrestricted() {
          return true;
        }

        @Override
        public @Nullable Denial check(Command command, Bytes[] args) {
          return null;
        }

        @Override
        public @Nullable Denial refuse(
            Client client, Command command, Bytes[] args, Context context) {
          return null;
        }

        @Override
        public boolean readsAllKeys(Command command, Bytes[] args) {
          return true;
        }
      };
}
