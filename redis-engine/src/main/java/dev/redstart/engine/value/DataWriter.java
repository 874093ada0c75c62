package dev.redstart.engine.value;

import dev.redstart.engine.bytes.Bytes;

/**
 * Writes what an engine holds to a stream; or into memory, from where another one of the same kind
 * takes it. Failures of the stream come as {@link java.io.UncheckedIOException}.
 *
 * @param <W> the kind
 */
public interface DataWriter<W extends DataWriter<W>> {

  /** Writes a library of functions. */
  void library(Bytes code);

  /**
   * Writes a key.
   *
   * @param deadline in milliseconds since 1970, negative for none
   */
  void key(int database, Bytes key, Value value, long deadline, Usage usage);

  /** How many bytes stand in memory. */
  int size();

  /** Adds what {@code other} has written into memory, and empties that. */
  void append(W other);

  /**
   * Ends all. The stream stays open.
   *
   * @return the first bytes that a file has to have, in place of those that it has; may be none
   */
  byte[] end();
}
