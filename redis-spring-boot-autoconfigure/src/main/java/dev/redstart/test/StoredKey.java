package dev.redstart.test;

import dev.redstart.engine.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ValueEncoding;
import org.springframework.data.redis.connection.stream.PendingMessagesSummary;
import org.springframework.data.redis.connection.zset.Tuple;

/** A key as it is now, wherever its Redis is. Names and values are texts in UTF-8. */
final class StoredKey {

  private static final int LONGEST = 300;

  private final RedisConnectionFactory factory;
  private final String name;
  private final byte[] key;

  StoredKey(RedisConnectionFactory factory, String name) {
    this.factory = factory;
    this.name = name;
    this.key = name.getBytes(StandardCharsets.UTF_8);
  }

  /** Asks without being spied out or spoilt. */
  static <T extends @Nullable Object> T ask(
      RedisConnectionFactory factory, Function<RedisConnection, T> question) {
    try (RedisConnection connection = factory.getConnection()) {
      if (connection.getNativeConnection() instanceof Session session) {
        Probe.hide(session.client());
      }
      return question.apply(connection);
    }
  }

  private <T extends @Nullable Object> T ask(Function<RedisConnection, T> question) {
    return ask(factory, question);
  }

  String name() {
    return name;
  }

  DataType type() {
    DataType type = ask(it -> it.keyCommands().type(key));
    return type == null ? DataType.NONE : type;
  }

  @Nullable String string() {
    return text(this.<byte @Nullable []>ask(it -> it.stringCommands().get(key)));
  }

  Map<String, String> hash() {
    return fields(ask(it -> it.hashCommands().hGetAll(key)));
  }

  List<String> list() {
    return texts(ask(it -> it.listCommands().lRange(key, 0, -1)));
  }

  Set<String> set() {
    Set<byte[]> members = ask(it -> it.setCommands().sMembers(key));
    return new TreeSet<>(texts(members == null ? List.of() : List.copyOf(members)));
  }

  /** The members in the order of their scores. */
  Map<String, Double> sortedSet() {
    Map<String, Double> members = new LinkedHashMap<>();
    Set<Tuple> tuples = ask(it -> it.zSetCommands().zRangeWithScores(key, 0, -1));
    for (Tuple tuple : tuples == null ? Set.<Tuple>of() : tuples) {
      members.put(String.valueOf(text(tuple.getValue())), tuple.getScore());
    }
    return members;
  }

  /** The fields of a stream's entries, the oldest first. */
  List<Map<String, String>> stream() {
    var records = ask(it -> it.streamCommands().xRange(key, Range.unbounded()));
    List<Map<String, String>> entries = new ArrayList<>();
    if (records != null) {
      records.forEach(each -> entries.add(fields(each.getValue())));
    }
    return entries;
  }

  /** The names of a stream's groups. */
  List<String> groups() {
    List<String> names = new ArrayList<>();
    var groups = ask(it -> it.streamCommands().xInfoGroups(key));
    if (groups != null) {
      groups.forEach(group -> names.add(group.groupName()));
    }
    return names;
  }

  /** How many entries were given to a group's consumers and not acknowledged. */
  long pending(String group) {
    PendingMessagesSummary summary =
        this.<@Nullable PendingMessagesSummary>ask(it -> it.streamCommands().xPending(key, group));
    return summary == null ? 0 : summary.getTotalPendingMessages();
  }

  /** Milliseconds left, -1 without a deadline, -2 without a key. */
  long millisLeft() {
    Long left = ask(it -> it.keyCommands().pTtl(key));
    return left == null ? -2 : left;
  }

  @Nullable String encoding() {
    ValueEncoding encoding = ask(it -> it.keyCommands().encodingOf(key));
    return encoding == null ? null : encoding.raw();
  }

  /** The type and the value, as messages show them. */
  String described() {
    return switch (type()) {
      case NONE -> "absent";
      case STRING -> "the string " + quoted(string());
      case HASH -> "the hash " + shortened(new TreeMap<>(hash()));
      case LIST -> "the list " + shortened(list());
      case SET -> "the set " + shortened(set());
      case ZSET -> "the sorted set " + shortened(sortedSet());
      case STREAM -> "the stream " + shortened(stream());
      default -> "a " + type().code();
    };
  }

  static String quoted(@Nullable String text) {
    return text == null ? "null" : '"' + shortened(text) + '"';
  }

  static String shortened(Object value) {
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static List<String> texts(@Nullable List<byte[]> values) {
    return values == null
        ? List.of()
        : values.stream().map(it -> new String(it, StandardCharsets.UTF_8)).toList();
  }

  private static Map<String, String> fields(@Nullable Map<byte[], byte[]> fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (fields != null) {
      fields.forEach(
          (field, value) -> texts.put(String.valueOf(text(field)), String.valueOf(text(value))));
    }
    return texts;
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
