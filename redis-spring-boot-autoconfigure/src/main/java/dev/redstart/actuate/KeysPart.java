package dev.redstart.actuate;

import dev.redstart.remote.RawCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Big keys and hot ones, among some that were drawn by chance: what is big or hot enough to matter
 * is found so, at a cost that doesn't grow with the number of keys. The number of draws is bounded,
 * and so is the time.
 */
final class KeysPart implements Part {

  private static final int USUAL = 500;
  private static final int MOST = 10_000;
  private static final int SHOWN = 20;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final LongSupplier nanos;

  KeysPart(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * A key.
   *
   * @param key its name
   * @param type of its value
   * @param bytes what it takes, so far as Redis tells
   * @param ttlMillis for how long it is there, null for ever
   * @param frequency how often it is used, as OBJECT FREQ says; null where that isn't known
   * @param idleSeconds for how long nobody used it; null where that isn't known
   */
  record Key(
      String key,
      String type,
      long bytes,
      @Nullable Long ttlMillis,
      @Nullable Long frequency,
      @Nullable Long idleSeconds) {}

  /** What is known of a key before it is known whether it is shown. */
  private record Drawn(ByteBuffer name, long bytes, long heat) {}

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public Object show(Query query) {
    int draws = query.count() > 0 ? Math.min(query.count(), MOST) : USUAL;
    return query.redis().ask(connection -> show(connection, draws, query.values()));
  }

  private Map<String, Object> show(RedisConnection connection, int draws, boolean values) {
    Long keys = connection.serverCommands().dbSize();
    boolean frequencies = tellsFrequencies(connection);
    List<Drawn> drawn = draw(connection, draws, frequencies);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("keys", keys == null ? 0 : keys);
    shown.put("looked", drawn.size());
    shown.put("hotBy", frequencies ? "frequency" : "idle time");
    shown.put(
        "big", top(connection, drawn, Comparator.comparingLong(Drawn::bytes), frequencies, values));
    shown.put(
        "hot", top(connection, drawn, Comparator.comparingLong(Drawn::heat), frequencies, values));
    return shown;
  }

  private List<Drawn> draw(RedisConnection connection, int draws, boolean frequencies) {
    long end = nanos.getAsLong() + LONGEST.toNanos();
    Map<ByteBuffer, Drawn> drawn = new LinkedHashMap<>();
    for (int i = 0; i < draws && nanos.getAsLong() < end; i++) {
      byte[] key = connection.keyCommands().randomKey();
      if (key == null) {
        break;
      }
      if (!drawn.containsKey(ByteBuffer.wrap(key))) {
        Long bytes = number(connection, "MEMORY", "USAGE", key);
        Long heat =
            frequencies ? number(connection, "OBJECT", "FREQ", key) : coldness(connection, key);
        if (bytes != null && heat != null) {
          ByteBuffer name = ByteBuffer.wrap(key);
          drawn.put(name, new Drawn(name, bytes, frequencies ? heat : -heat));
        }
      }
    }
    return new ArrayList<>(drawn.values());
  }

  /** Only policies of the LFU kind count. */
  private static boolean tellsFrequencies(RedisConnection connection) {
    byte[] key = connection.keyCommands().randomKey();
    try {
      return key != null && number(connection, "OBJECT", "FREQ", key) != null;
    } catch (DataAccessException notCounted) {
      return false;
    }
  }

  private static @Nullable Long coldness(RedisConnection connection, byte[] key) {
    Duration idle = connection.keyCommands().idletime(key);
    return idle == null ? null : idle.toSeconds();
  }

  private static @Nullable Long number(
      RedisConnection connection, String command, String word, byte[] key) {
    Object answer =
        RawCall.only(
            RawCall.on(connection, command, word.getBytes(StandardCharsets.US_ASCII), key));
    return answer instanceof Number number ? number.longValue() : null;
  }

  private static List<Key> top(
      RedisConnection connection,
      List<Drawn> drawn,
      Comparator<Drawn> by,
      boolean frequencies,
      boolean values) {
    return drawn.stream()
        .sorted(by.reversed())
        .limit(SHOWN)
        .map(it -> key(connection, it, frequencies, values))
        .toList();
  }

  private static Key key(
      RedisConnection connection, Drawn drawn, boolean frequencies, boolean values) {
    DataType type = connection.keyCommands().type(drawn.name().array());
    Long ttl = connection.keyCommands().pTtl(drawn.name().array());
    return new Key(
        KeyName.shown(drawn.name().array(), values),
        type == null ? "none" : type.code(),
        drawn.bytes(),
        ttl == null || ttl < 0 ? null : ttl,
        frequencies ? drawn.heat() : null,
        frequencies ? null : -drawn.heat());
  }
}
