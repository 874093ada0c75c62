package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.structure.CorruptImageException;
import dev.redstart.engine.value.Codecs;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.Value;

/** What DUMP answers and RESTORE takes: one value, the version of the format, a checksum. */
public final class DumpPayload {

  /** The newest version of the format that is read: that of Redis 7.4. */
  public static final int NEWEST = 12;

  static final int FOOTER = 10;
  private static final int CHECKSUM = 8;

  private DumpPayload() {}

  /** The payload of {@code value}. */
  public static Bytes of(Value value, Codecs codecs) {
    Shape shape = codecs.shape(value);
    RdbOutput out = written(value, shape, codecs);
    return seal(out, RdbType.version(shape));
  }

  /** What was written, with version and checksum. */
  static Bytes seal(RdbOutput out, int version) {
    out.octet(version);
    out.octet(version >> 8);
    out.word(out.checksum());
    return Bytes.wrap(out.toBytes());
  }

  /** How many bytes {@code value} takes in a file, its type left out. */
  public static int sizeOf(Value value, Codecs codecs) {
    return written(value, codecs.shape(value), codecs).size() - 1;
  }

  private static RdbOutput written(Value value, Shape shape, Codecs codecs) {
    RdbOutput out = new RdbOutput(true);
    out.octet(RdbType.writing(shape).code());
    codecs.write(value, out);
    return out;
  }

  /** True where the version can be read and the checksum is right. */
  public static boolean isSealed(Bytes payload, boolean checked) {
    int body = payload.length() - FOOTER;
    if (body < 0) {
      return false;
    }
    byte[] bytes = payload.shared();
    int version = (bytes[body] & 0xff) | (bytes[body + 1] & 0xff) << 8;
    return version <= NEWEST && (!checked || checksum(bytes) == sum(bytes));
  }

  private static long sum(byte[] bytes) {
    return Crc64.update(0, bytes, 0, bytes.length - CHECKSUM);
  }

  private static long checksum(byte[] bytes) {
    long found = 0;
    for (int i = 1; i <= CHECKSUM; i++) {
      found = found << Byte.SIZE | (bytes[bytes.length - i] & 0xff);
    }
    return found;
  }

  /**
   * The value in {@code payload}, which may be empty.
   *
   * @throws CorruptValueException where there is none
   */
  public static Value read(Bytes payload, Codecs codecs) {
    RdbInput in = new RdbInput(payload.shared(), payload.length() - FOOTER);
    return read(in, in.octet(), codecs);
  }

  /** The value of type {@code code} that stands next in {@code in}. */
  static Value read(RdbInput in, int code, Codecs codecs) {
    try {
      return codecs.read(new RdbValueReader(in, code));
    } catch (CorruptImageException e) {
      throw new CorruptValueException(e.getMessage() + " that is damaged", e);
    } catch (ArithmeticException e) {
      throw new CorruptValueException("value with more elements than there can be", e);
    }
  }
}
