package dev.redstart.engine.reply;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Decimals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command's answer. Handlers return these and never know the protocol: what RESP2 has no form for
 * is written in the form that Redis gives it there.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
public sealed interface Reply {

  /** A short text such as OK. Bytes, since a script may say what is no text. */
  record Simple(Bytes text) implements Reply {

    public Simple(String text) {
      this(Bytes.of(text));
    }
  }

  /**
   * An error: its code, a space, its text. Bytes, since what it quotes of a call need be no text.
   */
  record Failure(Bytes text) implements Reply {

    public Failure(String message) {
      this(Bytes.of(message));
    }

    /** The text, read as UTF-8. */
    public String message() {
      return text.toString();
    }
  }

  /** A whole number of 64 bits. */
  record Int(long value) implements Reply {}

  /** A byte string. */
  record Bulk(Bytes value) implements Reply {}

  /** Answers in order. */
  record Array(List<Reply> items) implements Reply {}

  /** Keys and values in turn: a map in RESP3, a flat array in RESP2. */
  record Dict(List<Reply> flat) implements Reply {}

  /** Pairs, first and second in turn: an array of arrays of two in RESP3, a flat array in RESP2. */
  record Pairs(List<Reply> flat) implements Reply {}

  /** Keys and values in turn: a map in RESP3, an array of arrays of two in RESP2. */
  record Keyed(List<Reply> flat) implements Reply {}

  /** Distinct answers: a set in RESP3, an array in RESP2. */
  record Distinct(List<Reply> items) implements Reply {}

  /**
   * A double in RESP3, its text as a byte string in RESP2.
   *
   * @param text how it is written, null for the shortest form
   */
  record Real(double value, @Nullable Bytes text) implements Reply {

    /** A double in its shortest form. */
    public Real(double value) {
      this(value, null);
    }

    /** How it is written. */
    public Bytes written() {
      return text == null ? Decimals.print(value) : text;
    }
  }

  /** True or false in RESP3, 1 or 0 in RESP2. */
  record Bool(boolean value) implements Reply {}

  /** A number of any size in RESP3, its text as a byte string in RESP2. */
  record BigNumber(Bytes digits) implements Reply {

    public BigNumber(String digits) {
      this(Bytes.of(digits));
    }
  }

  /**
   * A text with a format of three letters ({@code txt}, {@code mkd}) in RESP3, a byte string in
   * RESP2.
   */
  record Verbatim(String format, Bytes text) implements Reply {}

  /** Out of band data in RESP3, an array in RESP2. */
  record Push(List<Reply> items) implements Reply {}

  /** Attributes before a reply in RESP3; RESP2 sees the reply only. */
  record Attributed(List<Reply> attributes, Reply reply) implements Reply {}

  /** Several replies to one command, one after the other, as SUBSCRIBE gives. */
  record Several(List<Reply> replies) implements Reply {}

  /** What stands for the absence of something. RESP3 knows one null only. */
  enum Absent implements Reply {
    /** The null byte string. */
    NULL,
    /** The null array. */
    NULL_ARRAY,
    /** No reply at all. */
    NOTHING,
    /** No reply yet: the call waits. Never leaves the executor. */
    WAITING
  }

  /** What most writes answer. */
  static Reply ok() {
    return CommonReplies.OK;
  }

  /** The null byte string. */
  static Reply nil() {
    return Absent.NULL;
  }

  /** The null array. */
  static Reply nilArray() {
    return Absent.NULL_ARRAY;
  }

  /** An array without elements. */
  static Reply empty() {
    return CommonReplies.EMPTY;
  }

  /** A whole number. */
  static Reply integer(long value) {
    return CommonReplies.integer(value);
  }

  /** 1 for true, 0 for false: how most commands answer a question in both protocols. */
  static Reply flag(boolean value) {
    return CommonReplies.integer(value ? 1 : 0);
  }

  /** A byte string, or the null one. */
  static Reply bulk(@Nullable Bytes value) {
    return value == null ? nil() : new Bulk(value);
  }

  /** A text as a byte string. */
  static Reply bulk(String text) {
    return new Bulk(Bytes.of(text));
  }

  /** A short text. */
  static Reply simple(String text) {
    return new Simple(text);
  }

  /** A double. */
  static Reply real(double value) {
    return new Real(value);
  }

  /** Answers in order. The list is taken over. */
  static Reply array(List<Reply> items) {
    return items.isEmpty() ? empty() : new Array(items);
  }

  /** Answers in order. */
  static Reply array(Reply... items) {
    return new Array(List.of(items));
  }

  /** An array of byte strings. */
  static Reply bulks(List<Bytes> values) {
    List<Reply> items = new ArrayList<>(values.size());
    for (Bytes value : values) {
      items.add(new Bulk(value));
    }
    return array(items);
  }

  /** The error that it is, as an exception; null where it is no error. */
  default @Nullable RedisException failure() {
    return this instanceof Failure f ? new RedisException(f.message()) : null;
  }

  /** True for both nulls. */
  default boolean isNull() {
    return this == Absent.NULL || this == Absent.NULL_ARRAY;
  }

  /** The whole number, also from a byte string or a truth value. */
  default long asLong() {
    return ReplyReader.asLong(this);
  }

  /** The number, also from a byte string. */
  default double asDouble() {
    return ReplyReader.asDouble(this);
  }

  /** The byte string, null where it is null. */
  default @Nullable Bytes asBytes() {
    return ReplyReader.asBytes(this);
  }

  /** The text of a byte string or a short text, read as UTF-8; null where it is null. */
  default @Nullable String asText() {
    Bytes bytes = asBytes();
    return bytes == null ? null : bytes.toString();
  }

  /**
   * The elements of an array, a map (keys and values in turn), a set or pairs; none where it is
   * null.
   */
  default List<Reply> asList() {
    return ReplyReader.asList(this);
  }
}
