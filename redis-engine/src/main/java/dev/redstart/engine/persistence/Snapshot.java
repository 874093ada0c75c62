package dev.redstart.engine.persistence;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import dev.redstart.engine.command.Setting;
import dev.redstart.engine.keyspace.Accesses;
import dev.redstart.engine.keyspace.Entry;
import dev.redstart.engine.keyspace.Keyspace;
import dev.redstart.engine.persistence.aof.CommandWriter;
import dev.redstart.engine.persistence.files.Belt;
import dev.redstart.engine.persistence.files.Draft;
import dev.redstart.engine.persistence.rdb.RdbException;
import dev.redstart.engine.persistence.rdb.RdbReader;
import dev.redstart.engine.persistence.rdb.RdbReader.Step;
import dev.redstart.engine.persistence.rdb.RdbWriter;
import dev.redstart.engine.spi.Assembly;
import dev.redstart.engine.spi.Libraries;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.CorruptValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The whole keyspace on its way into a file and out of one. The caller holds all shards, so what is
 * written is of one moment.
 */
final class Snapshot {

  /**
   * What a file says about who wrote it, and how it is written.
   *
   * @param pace how fast, for those who want to see it while it is written
   */
  record Origin(String version, boolean compress, boolean checksum, boolean logBase, Pace pace) {}

  /** What is done with a key that is there already. */
  enum Duplicates {
    REFUSE,
    REPLACE
  }

  /**
   * How what a file holds is taken.
   *
   * @param now what was to expire before it is left out
   * @param taken is told of so many bytes more, between two keys; of none where there is nothing to
   *     do yet
   */
  record Taking(Duplicates same, long now, LongConsumer taken) {

    /** While nobody looks on. */
    Taking(Duplicates same, long now) {
      this(same, now, bytes -> {});
    }
  }

  /**
   * How a loading ended.
   *
   * @param keys those that are there now
   * @param expired those that were left out since their time was over
   * @param empty those that held nothing, which were left out too
   * @param bytes how many of the file were read
   */
  record Loading(long keys, long expired, long empty, long bytes) {

    /** Nothing was loaded. */
    static final Loading NONE = new Loading(0, 0, 0, 0);
  }

  /** For how many keys room is made because a file says that they follow. */
  private static final long MOST_EXPECTED = 1 << 24;

  private final Keyspace keyspace;
  private final Codecs codecs;
  private final Setting.Whole loadDelay;

  private volatile Loading last = Loading.NONE;

  /** Known once the engine is put together. */
  private final Supplier<Libraries> libraries;

  Snapshot(Assembly engine) {
    this.keyspace = engine.surroundings().keyspace();
    this.codecs = engine.codecs();
    this.libraries = engine::libraries;
    this.loadDelay =
        engine.settings().whole("key-load-delay", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    engine.settings().hidden(loadDelay);
  }

  private Snapshot(Snapshot other, Keyspace keyspace) {
    this.keyspace = keyspace;
    this.codecs = other.codecs;
    this.libraries = other.libraries;
    this.loadDelay = other.loadDelay;
  }

  /** The same of other keys. */
  Snapshot of(Keyspace other) {
    return new Snapshot(this, other);
  }

  /** Writes everything while everybody waits. */
  void write(Draft out, Origin origin, long now) throws IOException {
    out.patch(0, write((OutputStream) out, origin, now));
  }

  /**
   * Writes everything.
   *
   * @return what has to stand at the beginning in the end
   */
  byte[] write(OutputStream stream, Origin origin, long now) {
    RdbWriter out = new RdbWriter(stream, codecs, origin.compress, origin.checksum);
    begin(out, origin, now);
    Accesses accesses = keyspace.accesses();
    for (int database = 0; database < keyspace.databases(); database++) {
      int of = database;
      keyspace.forEach(
          of,
          e -> {
            out.key(of, e.name(), e.value(), e.deadline(), accesses.usage(e, now));
            origin.pace.passed(1);
          });
    }
    return out.end();
  }

  /**
   * Holds on to everything as it is now, to be written while it goes on to change. There can be one
   * at a time.
   *
   * @param onEnd is told of the end, by whoever closes what is answered
   */
  Capture<RdbWriter> capture(Origin origin, long now, Runnable onEnd) {
    Capture.Form<RdbWriter> form =
        new Capture.Form<>(
            () -> new RdbWriter(codecs, origin.compress),
            out -> new RdbWriter(out, codecs, origin.compress, origin.checksum),
            origin.pace);
    RdbWriter front = form.inMemory().get();
    begin(front, origin, now);
    return new Capture<>(keyspace, form, new Capture.Extent<>(front, keys(), now), onEnd);
  }

  /** As {@link #capture}, in the form of commands. */
  Capture<CommandWriter> captureCommands(Pace pace, long now, Runnable onEnd) {
    Capture.Form<CommandWriter> form =
        new Capture.Form<>(
            () -> new CommandWriter(null, codecs), out -> new CommandWriter(out, codecs), pace);
    CommandWriter front = form.inMemory().get();
    libraries.get().codes().forEach(front::library);
    return new Capture<>(keyspace, form, new Capture.Extent<>(front, keys(), now), onEnd);
  }

  private long keys() {
    long keys = 0;
    for (int database = 0; database < keyspace.databases(); database++) {
      keys += keyspace.size(database);
    }
    return keys;
  }

  /** Writes all that stands before the keys. */
  private void begin(RdbWriter out, Origin origin, long now) {
    out.begin();
    out.auxiliary("redis-ver", origin.version);
    out.auxiliary("redis-bits", "64");
    out.auxiliary("ctime", Long.toString(now / 1000));
    out.auxiliary("used-mem", Long.toString(keyspace.used().bytes()));
    out.auxiliary("aof-base", origin.logBase ? "1" : "0");
    libraries.get().codes().forEach(out::library);
    for (int database = 0; database < keyspace.databases(); database++) {
      if (keyspace.size(database) > 0) {
        out.sizes(database, keyspace.size(database), keyspace.expiring(database));
      }
    }
  }

  /** How the last loading ended. */
  Loading last() {
    return last;
  }

  /** Removes all keys and libraries. */
  void clear() {
    libraries.get().clear();
    for (int database = 0; database < keyspace.databases(); database++) {
      keyspace.clear(database);
    }
  }

  /**
   * Adds all keys of a file of {@code length} bytes.
   *
   * @throws RdbException where the file is damaged; the keys before that place are there then
   */
  Loading read(InputStream stream, long length, boolean checksum, Taking how) {
    Target target = new Target(how);
    long bytes = 0;
    try (Belt<Step> belt =
        new Belt<>(
            "redstart-load",
            onto ->
                RdbReader.read(
                    stream, length, codecs, checksum, step -> onto.put(step, step.end())))) {
      Runnable meanwhile = () -> how.taken.accept(0);
      for (List<Step> some = belt.next(meanwhile); !some.isEmpty(); some = belt.next(meanwhile)) {
        some.forEach(step -> step.to(target));
        long end = some.get(some.size() - 1).end();
        how.taken.accept(end - bytes);
        bytes = end;
      }
    }
    Loading loading = new Loading(target.keys, target.expired, target.empty, bytes);
    last = loading;
    return loading;
  }

  private final class Target implements RdbReader.Target {

    private final Duplicates same;
    private final long now;
    private final Pace pace = new Pace(loadDelay::get);
    private long keys;
    private long expired;
    private long empty;

    Target(Taking how) {
      this.same = how.same;
      this.now = how.now;
    }

    @Override
    public void sizes(int database, long count) {
      if (database < keyspace.databases()) {
        keyspace.expect(database, Math.min(count, MOST_EXPECTED));
      }
    }

    @Override
    public void key(RdbReader.Loaded loaded) {
      if (loaded.database() >= keyspace.databases()) {
        throw new CorruptValueException(
            "database " + loaded.database() + ", while there are " + keyspace.databases());
      }
      if (loaded.value().isEmpty()) {
        empty++;
      } else if (loaded.deadline() >= 0 && loaded.deadline() <= now) {
        expired++;
      } else {
        add(loaded);
      }
      pace.passed(1);
    }

    @Override
    public void library(Bytes code) {
      try {
        libraries.get().add(code, same == Duplicates.REPLACE);
      } catch (CommandException e) {
        throw new CorruptValueException("library that can't be loaded: " + e.getMessage(), e);
      }
    }

    private void add(RdbReader.Loaded loaded) {
      int database = loaded.database();
      if (keyspace.find(database, loaded.key()) != null) {
        if (same == Duplicates.REFUSE) {
          throw new CorruptValueException("key that was there before");
        }
        keyspace.remove(database, loaded.key());
        keys--;
      }
      Entry entry = keyspace.add(database, loaded.key(), loaded.value(), now);
      if (loaded.deadline() >= 0) {
        keyspace.expireAt(database, entry, loaded.deadline(), now);
      }
      keyspace.accesses().restore(entry, loaded.usage(), now);
      keys++;
    }
  }
}
