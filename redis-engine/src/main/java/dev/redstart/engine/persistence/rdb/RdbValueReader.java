package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.value.CorruptValueException;
import dev.redstart.engine.value.Shape;
import dev.redstart.engine.value.ValueReader;

/**
 * One value in an RDB file or payload, part by part. What older servers have written in forms that
 * are gone is given as what came in their place.
 */
final class RdbValueReader implements ValueReader {

  private static final int NOT_A_NUMBER = 253;
  private static final int INFINITE = 254;
  private static final int MINUS_INFINITE = 255;

  private static final int OLD_MODULE = 6;
  private static final int MODULE = 7;

  private final RdbInput in;
  private final RdbType type;

  /** The value of a type that was read as {@code code}. */
  RdbValueReader(RdbInput in, int code) {
    RdbType known = RdbType.of(code);
    if (known == null) {
      throw unknown(in, code);
    }
    this.in = in;
    this.type = known;
  }

  private static CorruptValueException unknown(RdbInput in, int code) {
    return new CorruptValueException(
        code == OLD_MODULE || code == MODULE
            ? "value of a module that isn't here, " + ModuleName.of(in.number())
            : "value of an unknown type, " + code);
  }

  @Override
  public Shape shape() {
    return type.shape();
  }

  @Override
  public int count() {
    return type == RdbType.LIST_ZIPLIST ? 1 : in.count();
  }

  @Override
  public long number() {
    return switch (type) {
      case LIST_ZIPLIST, LIST_OF_ZIPLISTS -> Shape.PACKED_ELEMENTS;
      default -> in.number();
    };
  }

  @Override
  public Bytes text() {
    Bytes text = in.text();
    return switch (type) {
      case LIST_ZIPLIST, LIST_OF_ZIPLISTS, ZSET_ZIPLIST, HASH_ZIPLIST ->
          Bytes.wrap(Ziplist.toListpack(text.shared()).toBytes());
      case HASH_ZIPMAP -> Bytes.wrap(Zipmap.toListpack(text.shared()).toBytes());
      default -> text;
    };
  }

  @Override
  public double real() {
    return type == RdbType.ZSET_IN_DECIMALS ? decimals() : Double.longBitsToDouble(in.word());
  }

  @Override
  public long moment() {
    // The release candidates of 7.4 wrote deadlines as they are, which is as if 1 were the
    // earliest.
    return switch (type) {
      case HASH_WITH_TIMES, HASH_LISTPACK_WITH_TIMES -> 1;
      default -> in.word();
    };
  }

  @Override
  public byte[] fixed(int length) {
    return in.fixed(length);
  }

  private double decimals() {
    int length = in.octet();
    return switch (length) {
      case NOT_A_NUMBER -> Double.NaN;
      case INFINITE -> Double.POSITIVE_INFINITY;
      case MINUS_INFINITE -> Double.NEGATIVE_INFINITY;
      default -> Decimals.parse(in.fixed(length));
    };
  }
}
