package dev.redstart.engine.persistence.rdb;

import dev.redstart.engine.value.Shape;
import org.jspecify.annotations.Nullable;

/** The types of values that RDB knows: their codes, and the shape that each is read as. */
enum RdbType {
  STRING(0, Shape.TEXT),
  LIST(1, Shape.ELEMENTS),
  SET(2, Shape.MEMBERS),
  ZSET_IN_DECIMALS(3, Shape.SCORED),
  HASH(4, Shape.FIELDS),
  ZSET(5, Shape.SCORED),
  HASH_ZIPMAP(9, Shape.PACKED_FIELDS),
  LIST_ZIPLIST(10, Shape.NODES),
  SET_INTSET(11, Shape.INTEGERS),
  ZSET_ZIPLIST(12, Shape.PACKED_SCORED),
  HASH_ZIPLIST(13, Shape.PACKED_FIELDS),
  LIST_OF_ZIPLISTS(14, Shape.NODES),
  STREAM(15, Shape.OLD_STREAM),
  HASH_LISTPACK(16, Shape.PACKED_FIELDS),
  ZSET_LISTPACK(17, Shape.PACKED_SCORED),
  LIST_OF_NODES(18, Shape.NODES),
  STREAM_WITH_COUNTS(19, Shape.COUNTED_STREAM),
  SET_LISTPACK(20, Shape.PACKED_MEMBERS),
  STREAM_WITH_ACTIVITY(21, Shape.STREAM),
  HASH_WITH_TIMES(22, Shape.TIMED_FIELDS),
  HASH_LISTPACK_WITH_TIMES(23, Shape.PACKED_TIMED_FIELDS),
  HASH_WITH_METADATA(24, Shape.TIMED_FIELDS),
  HASH_LISTPACK_WITH_METADATA(25, Shape.PACKED_TIMED_FIELDS);

  /** The version of the format that Redis 7.0 writes: what is not newer is written as that. */
  static final int OLDEST_WRITTEN = 10;

  private static final @Nullable RdbType[] BY_CODE = byCode();

  private final int code;
  private final Shape shape;

  RdbType(int code, Shape shape) {
    this.code = code;
    this.shape = shape;
  }

  /** The type of that code, null where there is none that can be read. */
  static @Nullable RdbType of(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** The type that values of {@code shape} are written as. */
  static RdbType writing(Shape shape) {
    return switch (shape) {
      case TEXT -> STRING;
      case ELEMENTS -> LIST;
      case NODES -> LIST_OF_NODES;
      case MEMBERS -> SET;
      case INTEGERS -> SET_INTSET;
      case PACKED_MEMBERS -> SET_LISTPACK;
      case SCORED -> ZSET;
      case PACKED_SCORED -> ZSET_LISTPACK;
      case FIELDS -> HASH;
      case PACKED_FIELDS -> HASH_LISTPACK;
      case OLD_STREAM -> STREAM;
      case COUNTED_STREAM -> STREAM_WITH_COUNTS;
      case STREAM -> STREAM_WITH_ACTIVITY;
      case TIMED_FIELDS -> HASH_WITH_METADATA;
      case PACKED_TIMED_FIELDS -> HASH_LISTPACK_WITH_METADATA;
    };
  }

  /** The first version of the format that has a type for {@code shape}, at least Redis 7.0's. */
  static int version(Shape shape) {
    return switch (shape) {
      case PACKED_MEMBERS, STREAM -> OLDEST_WRITTEN + 1;
      case TIMED_FIELDS, PACKED_TIMED_FIELDS -> OLDEST_WRITTEN + 2;
      default -> OLDEST_WRITTEN;
    };
  }

  int code() {
    return code;
  }

  Shape shape() {
    return shape;
  }

  private static @Nullable RdbType[] byCode() {
    @Nullable RdbType[] table = new RdbType[Byte.MAX_VALUE];
    for (RdbType type : values()) {
      table[type.code] = type;
    }
    return table;
  }
}
