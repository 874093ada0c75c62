package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;

/** Where an {@link Invoker}'s calls go. */
interface Calls {

  /**
   * Runs one call.
   *
   * @param verb the command
   * @param args the whole call, the command's words first; taken over
   * @return the reply, errors included
   */
  Reply run(Verb verb, Bytes[] args);

  /** Runs a call of whatever command its first argument names. */
  Reply run(Bytes[] args);
}
