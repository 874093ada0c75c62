package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.persistence.files.Content;
import java.io.InputStream;

/** Takes all data as they are at one moment, which a log can begin with, and brings them back. */
public interface Bases {

  /**
   * Takes all data. All shards are locked.
   *
   * @param now wall-clock milliseconds
   */
  Content capture(long now);

  /**
   * Adds the keys of a base, also those whose time is over: a log tells of their end. All shards
   * are locked.
   *
   * @param length of what {@code in} holds
   * @return how many bytes the base took; commands may follow
   * @throws RuntimeException where it is damaged
   */
  long load(InputStream in, long length);
}
