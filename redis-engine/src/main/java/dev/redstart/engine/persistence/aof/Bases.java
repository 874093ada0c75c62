package dev.redstart.engine.persistence.aof;

import dev.redstart.engine.persistence.files.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Takes all data as they are at one moment, which a log can begin with, and brings them back. */
public interface Bases {

  /** All data as they were at one moment. Used by one thread. */
  interface Base extends AutoCloseable {

    /** Writes all of them. No lock is held. */
    void writeTo(Draft out) throws IOException;

    /** Lets {@link #writeTo} fail soon. Any thread. */
    void abandon();

    /** Lets go of them. No lock is held. */
    @Override
    void close();
  }

  /**
   * Holds on to all data as they are now. All shards are locked.
   *
   * @param now wall-clock milliseconds
   * @param rdb as a snapshot, else as commands
   * @return null where something else does so, whose end {@link AppendOnly#mayRewrite} tells
   */
  @Nullable Base capture(long now, boolean rdb);

  /**
   * Adds the keys of a base, also those whose time is over: a log tells of their end. All shards
   * are locked.
   *
   * @param length of what {@code in} holds
   * @param taken is told of so many bytes more, now and then
   * @return how many bytes the base took; commands may follow
   * @throws RuntimeException where it is damaged
   */
  long load(InputStream in, long length, LongConsumer taken);
}
