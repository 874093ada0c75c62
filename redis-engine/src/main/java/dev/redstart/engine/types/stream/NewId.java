package dev.redstart.engine.types.stream;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.CommandException;
import org.jspecify.annotations.Nullable;

/** The id that an XADD asks for: a whole one, or one to be completed. */
record NewId(StreamId given, Form form) {

  /** Which half of it is to be found. */
  enum Form {
    EXACT,
    SEQUENCE,
    BOTH
  }

  /** Any id. */
  static final NewId AUTO = new NewId(StreamId.ZERO, Form.BOTH);

  static NewId parse(Bytes text) {
    if (text.length() == 1 && text.at(0) == '*') {
      return AUTO;
    }
    Long millis = IdSyntax.timeOnly(text);
    if (millis != null) {
      return new NewId(new StreamId(millis, 0), Form.SEQUENCE);
    }
    StreamId id = IdSyntax.idOrNull(text);
    if (id == null) {
      throw new CommandException(IdSyntax.INVALID);
    }
    return new NewId(id, Form.EXACT);
  }

  boolean isExact() {
    return form == Form.EXACT;
  }

  /** True where 0-0 is asked for, which no entry may have. */
  boolean isZero() {
    return isExact() && given.isZero();
  }

  /**
   * The id for an entry behind {@code last}, which isn't the last of all; null where it can't be.
   */
  @Nullable StreamId after(StreamId last, long now) {
    StreamId id =
        switch (form) {
          case EXACT -> given;
          case SEQUENCE -> completed(last);
          case BOTH ->
              Long.compareUnsigned(now, last.millis()) > 0 ? new StreamId(now, 0) : last.next();
        };
    return id.isAfter(last) ? id : null;
  }

  private StreamId completed(StreamId last) {
    boolean follows = given.millis() == last.millis();
    // One behind the last of its millisecond would be the first of the next one.
    return follows && last.sequence() != -1 ? last.next() : given;
  }
}
