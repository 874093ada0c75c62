package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.Value;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes an RDB file: {@link #begin}, then for each database its keys, then {@link #end}. Failures
 * of the stream come as {@link java.io.UncheckedIOException}.
 */
public final class RdbWriter {

  private final RdbOutput out;
  private final Codecs codecs;
  private final boolean checksum;

  /**
   * @param compress pack long texts
   * @param checksum seal the file; else it says that it isn't sealed
   */
  public RdbWriter(OutputStream stream, Codecs codecs, boolean compress, boolean checksum) {
    this.out = new RdbOutput(stream, compress);
    this.codecs = codecs;
    this.checksum = checksum;
  }

  /** The version that Redis 7.0 reads, which holds all that doesn't ask for more. */
  public static int oldestVersion() {
    return RdbType.OLDEST_WRITTEN;
  }

  /** The version of the format that {@code value} asks for, at least {@link #oldestVersion}. */
  public static int version(Value value, Codecs codecs) {
    return RdbType.version(codecs.shape(value));
  }

  /** Writes the header of a file of that version. */
  public void begin(int version) {
    String header = "REDIS" + String.format(Locale.ROOT, "%04d", version);
    out.fixed(header.getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes something about the file, for who cares. */
  public void auxiliary(String name, String content) {
    out.octet(Opcode.AUXILIARY);
    out.text(Bytes.of(name));
    out.text(Bytes.of(content));
  }

  /** Writes a library of functions. */
  public void library(Bytes code) {
    out.octet(Opcode.LIBRARY);
    out.text(code);
  }

  /** Begins a database. */
  public void database(int index, long keys, long expiring) {
    out.octet(Opcode.DATABASE);
    out.number(index);
    out.octet(Opcode.SIZES);
    out.number(keys);
    out.number(expiring);
  }

  /**
   * Writes a key of the database that was begun last.
   *
   * @param deadline in milliseconds since 1970, negative for none
   */
  public void key(Bytes key, Value value, long deadline) {
    if (deadline >= 0) {
      out.octet(Opcode.DEADLINE);
      out.word(deadline);
    }
    Shape shape = codecs.shape(value);
    out.octet(RdbType.writing(shape).code());
    out.text(key);
    codecs.write(value, out);
  }

  /** Ends the file. The stream stays open. */
  public void end() {
    out.octet(Opcode.END);
    out.word(checksum ? out.checksum() : 0);
    out.flush();
  }
}
