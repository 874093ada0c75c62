package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.Usage;
import dev.redstart.engine.value.Value;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads an RDB file, key by key. */
public final class RdbReader {

  private static final int HEADER = 9;
  private static final int MAGIC = 5;
  private static final int SEALED_SINCE = 5;
  private static final long NONE = -1;
  private static final long MILLIS = 1000;
  private static final int MOST_SHOWN = 100;

  /** A type, and a key and a value of a byte each behind their lengths. */
  private static final int SHORTEST_KEY = 5;

  private final RdbInput in;
  private final Codecs codecs;
  private final Consumer<Step> steps;
  private final boolean checksum;
  private int database;
  private long deadline = NONE;
  private Usage usage = Usage.UNKNOWN;
  private long good;

  /** Who is told of what is in a file. */
  public interface Target {

    /**
     * A key.
     *
     * @throws CorruptValueException where it can't be taken
     */
    void key(Loaded key);

    /** How many keys of a database are said to follow, no more than there can be. */
    default void sizes(int database, long keys) {}

    /** Something about the file. */
    default void auxiliary(Bytes name, Bytes content) {}

    /** The code of a library of functions. */
    default void library(Bytes code) {}
  }

  /**
   * A key that was read.
   *
   * @param value may be empty, which no key can hold
   * @param deadline in milliseconds since 1970, negative for none
   */
  public record Loaded(int database, Bytes key, Value value, long deadline, Usage usage)
      implements Part {

    @Override
    public void to(Target target) {
      target.key(this);
    }
  }

  /** Something that stands in a file. */
  interface Part {
    void to(Target target);
  }

  /**
   * Something that was read, to be told to a target later on, on whatever thread.
   *
   * @param good up to where the file holds whole keys before this
   * @param end up to where it was read
   */
  public record Step(Part part, long good, long end) {

    /**
     * Tells {@code target} of it.
     *
     * @throws RdbException where it can't be taken
     */
    public void to(Target target) {
      try {
        part.to(target);
      } catch (CorruptValueException e) {
        String where = part instanceof Loaded loaded ? underTheKey(loaded.key) : "";
        throw new RdbException(end, good, e.getMessage() + where, e);
      }
    }
  }

  private RdbReader(RdbInput in, Codecs codecs, Consumer<Step> steps, boolean checksum) {
    this.in = in;
    this.codecs = codecs;
    this.steps = steps;
    this.checksum = checksum;
  }

  /**
   * Reads a file of {@code length} bytes.
   *
   * @return how many of them it took; more may follow
   * @param checksum false where a wrong checksum doesn't matter
   * @throws RdbException where it isn't one, which says where; what was read before was handed over
   */
  public static long read(
      InputStream stream, long length, Codecs codecs, Target target, boolean checksum) {
    return read(stream, length, codecs, checksum, step -> step.to(target));
  }

  /**
   * As the other one, for who tells a target by himself: the last step ends where the file does.
   */
  public static long read(
      InputStream stream, long length, Codecs codecs, boolean checksum, Consumer<Step> steps) {
    RdbInput in = new RdbInput(stream, length);
    RdbReader reader = new RdbReader(in, codecs, steps, checksum);
    try {
      reader.read();
      return in.offset();
    } catch (CorruptValueException e) {
      throw new RdbException(in.offset(), reader.good, String.valueOf(e.getMessage()), e);
    }
  }

  private void read() {
    int version = version();
    good = version < SEALED_SINCE ? 0 : in.offset();
    int code = in.octet();
    while (code != Opcode.END) {
      if (code >= Opcode.LEAST) {
        operation(code);
      } else {
        key(code);
      }
      if (deadline == NONE && !usage.isKnown()) {
        good = in.offset();
      }
      code = in.octet();
    }
    if (version >= SEALED_SINCE) {
      long expected = in.checksum();
      long found = in.word();
      if (checksum && found != 0 && found != expected) {
        throw new CorruptValueException("wrong checksum (CRC error)");
      }
    }
    found(target -> {});
  }

  private void found(Part part) {
    steps.accept(new Step(part, good, in.offset()));
  }

  private int version() {
    if (in.left() < HEADER) {
      throw new CorruptValueException("file that is too short to be one of Redis");
    }
    String header = new String(in.fixed(HEADER), StandardCharsets.ISO_8859_1);
    if (!header.startsWith("REDIS")) {
      throw new CorruptValueException("file that doesn't begin with REDIS");
    }
    int version = 0;
    for (int i = MAGIC; i < HEADER; i++) {
      int digit = header.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new CorruptValueException("file without a version");
      }
      version = version * 10 + digit;
    }
    if (version < 1 || version > DumpPayload.NEWEST) {
      throw new CorruptValueException("version of the format that can't be read, " + version);
    }
    return version;
  }

  private void operation(int code) {
    switch (code) {
      case Opcode.DEADLINE -> deadline = moment(in.word());
      case Opcode.DEADLINE_SECONDS -> deadline = moment(in.halfWord()) * MILLIS;
      case Opcode.IDLE -> usage = new Usage(in.number(), usage.frequency());
      case Opcode.FREQUENCY -> usage = new Usage(usage.idleSeconds(), in.octet());
      case Opcode.DATABASE -> database = database(in.number());
      case Opcode.SIZES -> sizes();
      case Opcode.SLOT -> skipNumbers(3);
      case Opcode.AUXILIARY -> {
        Bytes name = in.text();
        Bytes content = in.text();
        found(target -> target.auxiliary(name, content));
      }
      case Opcode.LIBRARY -> {
        Bytes library = in.text();
        found(target -> target.library(library));
      }
      case Opcode.OLD_LIBRARY ->
          throw new CorruptValueException("library in the form of a release candidate of 7.0");
      default ->
          throw new CorruptValueException(
              "data of a module that isn't here, " + ModuleName.of(in.number()));
    }
  }

  private void sizes() {
    long keys = in.number();
    skipNumbers(1);
    int of = database;
    long most = Math.max(0, Math.min(keys, in.left() / SHORTEST_KEY));
    found(target -> target.sizes(of, most));
  }

  private void skipNumbers(int count) {
    for (int i = 0; i < count; i++) {
      long unused = in.number();
    }
  }

  private static long moment(long millis) {
    return Math.max(0, millis);
  }

  private static int database(long index) {
    if (index < 0 || index > Integer.MAX_VALUE) {
      throw new CorruptValueException("database that can't be, " + index);
    }
    return (int) index;
  }

  /** The first bytes of a key, in one line. */
  private static String underTheKey(Bytes key) {
    StringBuilder text = new StringBuilder(", under the key ");
    for (int i = 0; i < Math.min(key.length(), MOST_SHOWN); i++) {
      int octet = key.at(i) & 0xff;
      text.append(octet >= ' ' && octet <= '~' ? (char) octet : '?');
    }
    return text.append(key.length() > MOST_SHOWN ? "..." : "").toString();
  }

  private void key(int code) {
    Bytes key = in.text();
    // Where another thread takes it, that one has less to do.
    int unused = key.hash();
    Value value;
    try {
      value = DumpPayload.read(in, code, codecs);
    } catch (CorruptValueException e) {
      throw new CorruptValueException(e.getMessage() + underTheKey(key), e);
    }
    found(new Loaded(database, key, value, deadline, usage));
    deadline = NONE;
    usage = Usage.UNKNOWN;
  }
}
