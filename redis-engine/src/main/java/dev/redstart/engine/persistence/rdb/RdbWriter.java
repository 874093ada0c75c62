package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.DataWriter;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.Usage;
import dev.redstart.engine.value.Value;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes an RDB file: {@link #begin}, then keys in any order, then {@link #end}; or some keys into
 * memory, which {@link #append} adds to a file. Failures of the stream come as {@link
 * java.io.UncheckedIOException}.
 */
public final class RdbWriter implements DataWriter<RdbWriter> {

  private static final int NO_DATABASE = -1;

  private final RdbOutput out;
  private final Codecs codecs;
  private boolean checksum;
  private int database = NO_DATABASE;
  private int version = RdbType.OLDEST_WRITTEN;

  private RdbWriter(@Nullable OutputStream stream, Codecs codecs, boolean compress) {
    this.out = new RdbOutput(stream, compress);
    this.codecs = codecs;
  }

  /**
   * Writes a file to {@code stream}.
   *
   * @param compress pack long texts
   * @param checksum seal the file; else it says that it isn't sealed
   */
  public RdbWriter(OutputStream stream, Codecs codecs, boolean compress, boolean checksum) {
    this(stream, codecs, compress);
    this.checksum = checksum;
  }

  /** Writes into memory what another one will {@link #append}. */
  public RdbWriter(Codecs codecs, boolean compress) {
    this(null, codecs, compress);
  }

  /** Begins a file, of the version that Redis 7.0 reads. */
  public void begin() {
    out.fixed(header(version));
  }

  /** The first bytes of a file of that version. */
  private static byte[] header(int version) {
    String header = "REDIS" + String.format(Locale.ROOT, "%04d", version);
    return header.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes something about the file, for who cares. */
  public void auxiliary(String name, String content) {
    out.octet(Opcode.AUXILIARY);
    out.text(Bytes.of(name));
    out.text(Bytes.of(content));
  }

  @Override
  public void library(Bytes code) {
    out.octet(Opcode.LIBRARY);
    out.text(code);
  }

  /** Says how many keys there will be in a database, for who makes room for them. */
  public void sizes(int of, long keys, long expiring) {
    select(of);
    out.octet(Opcode.SIZES);
    out.number(keys);
    out.number(expiring);
  }

  @Override
  public void key(int of, Bytes key, Value value, long deadline, Usage usage) {
    select(of);
    if (deadline >= 0) {
      out.octet(Opcode.DEADLINE);
      out.word(deadline);
    }
    usage(usage);
    Shape shape = codecs.shape(value);
    version = Math.max(version, RdbType.version(shape));
    out.octet(RdbType.writing(shape).code());
    out.text(key);
    codecs.write(value, out);
  }

  private void usage(Usage usage) {
    if (usage.idleSeconds() >= 0) {
      out.octet(Opcode.IDLE);
      out.number(usage.idleSeconds());
    }
    if (usage.frequency() >= 0) {
      out.octet(Opcode.FREQUENCY);
      out.octet(usage.frequency());
    }
  }

  private void select(int of) {
    if (of != database) {
      database = of;
      out.octet(Opcode.DATABASE);
      out.number(of);
    }
  }

  @Override
  public int size() {
    return out.size();
  }

  @Override
  public void append(RdbWriter other) {
    if (other.out.size() > 0) {
      out.append(other.out);
      database = other.database;
      version = Math.max(version, other.version);
      other.out.clear();
      other.database = NO_DATABASE;
    }
  }

  /** {@inheritDoc} The file is of the oldest version that holds all keys. */
  @Override
  public byte[] end() {
    byte[] header = header(version);
    out.octet(Opcode.END);
    out.word(checksum ? out.checksum() ^ difference(header) : 0);
    out.flush();
    return header;
  }

  /** What exchanging the header makes of the checksum. */
  private long difference(byte[] header) {
    byte[] old = header(RdbType.OLDEST_WRITTEN);
    for (int i = 0; i < old.length; i++) {
      old[i] ^= header[i];
    }
    long sum = Crc64.update(0, old, 0, old.length);
    return Crc64.followedByZeros(sum, out.length() - old.length);
  }
}
