package dev.redstart.engine.spi;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears which keys are read by clients that track them, and which keys change. */
public interface KeyUseListener {

  /** False while nobody tracks, so that changes need not be collected. Asked for each change. */
  boolean listens();

  /**
   * A client that tracks has run a command that only reads. The keys are still locked, so a change
   * that is told of later is one that came later. Must only note it.
   */
  void read(Client client, Command command, Bytes[] args);

  /**
   * A key has changed, or is gone; it is still locked. Must only note it.
   *
   * @param by whose call it was, null for the clock
   * @param key null where whole databases were emptied or exchanged
   * @return what is to be told later, null where nobody needs to be told
   */
  @Nullable Change changed(@Nullable Client by, @Nullable Bytes key);

  /** Tells of what one call, one transaction or the clock has changed. No lock is held. */
  void tell(List<Change> changes);

  /** What a listener has noted of a change. */
  interface Change {}
}
