package dev.redstart.data;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.ValueEncoding;
import org.springframework.data.redis.connection.ValueEncoding.RedisValueEncoding;
import org.springframework.data.redis.connection.convert.Converters;

/** The readers that several groups of commands share. */
final class Readers {

  /**
   * Nothing but success: what it reads is left out of the results of pipelines and transactions.
   */
  static final Reader<Object> STATUS = reply -> null;

  static final Reader<Long> LONG = reply -> reply.isNull() ? null : reply.asLong();

  /** True for 1 (and any other number but 0). */
  static final Reader<Boolean> FLAG = reply -> reply.isNull() ? null : reply.asLong() != 0;

  /** True for OK, false for null: a SET whose condition was not met. */
  static final Reader<Boolean> DONE = reply -> !reply.isNull();

  static final Reader<Double> DOUBLE = Readers::number;

  static final Reader<byte[]> BYTES = Readers::bytes;

  /** A text, read as UTF-8. */
  static final Reader<String> TEXT = Reply::asText;

  /** Byte strings, some of which may be null. */
  static final Reader<List<byte[]>> BYTES_LIST = Readers::bytesList;

  /** As {@link #BYTES_LIST}, but null stays null. */
  static final Reader<List<byte[]>> BYTES_LIST_OR_NULL =
      reply -> reply.isNull() ? null : bytesList(reply);

  static final Reader<Set<byte[]>> BYTES_SET = Readers::bytesSet;

  static final Reader<Map<byte[], byte[]>> BYTES_MAP = Readers::bytesMap;

  static final Reader<List<Long>> LONG_LIST = listOf(LONG);

  static final Reader<List<Boolean>> FLAG_LIST = listOf(FLAG);

  static final Reader<List<Double>> DOUBLE_LIST = listOf(DOUBLE);

  static final Reader<List<String>> TEXT_LIST = listOf(TEXT);

  static final Reader<DataType> DATA_TYPE = reply -> Converters.toDataType(text(reply));

  static final Reader<ValueEncoding> ENCODING =
      reply -> reply.isNull() ? RedisValueEncoding.VACANT : ValueEncoding.of(text(reply));

  /** The lines of INFO. */
  static final Reader<Properties> INFO = reply -> Converters.toProperties(text(reply));

  /** Names and values in turn. */
  static final Reader<Properties> PROPERTIES = Readers::properties;

  /** Whatever it is: byte strings, longs, doubles, lists of them. */
  static final Reader<Object> RAW = Readers::raw;

  private Readers() {}

  /** Reads each element; elements that are null stay so. */
  static <T> Reader<List<T>> listOf(Reader<T> element) {
    return reply -> {
      List<Reply> items = reply.asList();
      List<T> values = new ArrayList<>(items.size());
      for (Reply item : items) {
        addTo(values, element.read(Invoker.checked(item)));
      }
      return values;
    };
  }

  /**
   * Java's collections hold nulls well; only their types don't say so where Spring Data's don't.
   */
  @SuppressWarnings("NullAway")
  private static <T> void addTo(List<T> values, @Nullable T value) {
    values.add(value);
  }

  /** The bytes as an array of the caller's own. */
  static byte @Nullable [] bytes(Reply reply) {
    Bytes bytes = reply.asBytes();
    return bytes == null ? null : bytes.toArray();
  }

  /** The bytes where null can't be. */
  static byte[] someBytes(Reply reply) {
    byte[] bytes = bytes(reply);
    if (bytes == null) {
      throw new IllegalStateException("a null where a byte string was expected");
    }
    return bytes;
  }

  static String text(Reply reply) {
    return String.valueOf(reply.asText());
  }

  private static @Nullable Double number(Reply reply) {
    return reply.isNull() ? null : reply.asDouble();
  }

  private static List<byte[]> bytesList(Reply reply) {
    List<Reply> items = reply.asList();
    List<byte[]> values = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      addTo(values, bytes(items.get(i)));
    }
    return values;
  }

  private static Set<byte[]> bytesSet(Reply reply) {
    List<Reply> items = reply.asList();
    Set<byte[]> values = new LinkedHashSet<>(items.size() * 2);
    for (int i = 0; i < items.size(); i++) {
      values.add(someBytes(items.get(i)));
    }
    return values;
  }

  /** Spring Data wants maps with arrays as keys, equal by identity. */
  @SuppressWarnings("ArrayAsKeyOfSetOrMap")
  private static Map<byte[], byte[]> bytesMap(Reply reply) {
    List<Reply> flat = reply.asList();
    Map<byte[], byte[]> map = new LinkedHashMap<>(flat.size());
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      map.put(someBytes(flat.get(i)), someBytes(flat.get(i + 1)));
    }
    return map;
  }

  private static Properties properties(Reply reply) {
    Properties properties = new Properties();
    List<Reply> flat = reply.asList();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      properties.setProperty(text(flat.get(i)), text(flat.get(i + 1)));
    }
    return properties;
  }

  private static @Nullable Object raw(Reply reply) {
    if (reply instanceof Reply.Int whole) {
      return whole.value();
    }
    if (reply instanceof Reply.Real real) {
      return real.value();
    }
    if (reply instanceof Reply.Bool truth) {
      return truth.value() ? 1L : 0L;
    }
    if (reply instanceof Reply.Failure failure) {
      return Failures.of(failure);
    }
    if (reply instanceof Reply.BigNumber number) {
      return number.digits().toArray();
    }
    if (reply instanceof Reply.Attributed attributed) {
      return raw(attributed.reply());
    }
    if (reply instanceof Reply.Several several) {
      return rawAll(several.replies());
    }
    boolean single =
        reply.isNull()
            || reply instanceof Reply.Bulk
            || reply instanceof Reply.Simple
            || reply instanceof Reply.Verbatim;
    return single ? bytes(reply) : rawAll(reply.asList());
  }

  private static List<@Nullable Object> rawAll(List<Reply> replies) {
    List<@Nullable Object> values = new ArrayList<>(replies.size());
    for (Reply reply : replies) {
      values.add(raw(reply));
    }
    return values;
  }
}
