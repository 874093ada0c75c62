package dev.redstart.engine.spi;

import dev.redstart.engine.reply.Reply;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows when a write may be acknowledged. Who wrote asks before the reply goes out, without locks;
 * so those who write at the same time wait for one and the same turn of the disk.
 */
public interface Durability {

  /** Of an engine that promises nothing. */
  Durability NONE =
      new Durability() {
        @Override
        public boolean delays() {
          return false;
        }

        @Override
        public void whenSafe(Consumer<Reply.@Nullable Failure> then) {
          then.accept(null);
        }
      };

  /** True where replies to writes have to wait now. Quick. */
  boolean delays();

  /**
   * Calls {@code then} once everything that was written before is as safe as was promised: with
   * null, or with the error to answer where that can't be kept. On any thread, perhaps at once.
   */
  void whenSafe(Consumer<Reply.@Nullable Failure> then);
}
