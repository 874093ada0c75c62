package dev.redstart.sample.orders;

import java.util.Map;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** The stream of orders, and how many of each product were shipped. */
@Component
final class Orders {

  static final String STREAM = "orders";
  static final String PRODUCT = "product";
  static final String CUSTOMER = "customer";

  private static final String SHIPPED = "shipped";
  private static final long KEPT = 1_000;

  private final StringRedisTemplate redis;

  Orders(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** Places an order and tells its id; old ones make room, more or less. */
  String place(long product, String customer) {
    RecordId id =
        redis
            .opsForStream()
            .add(
                StreamRecords.mapBacked(Map.of(PRODUCT, Long.toString(product), CUSTOMER, customer))
                    .withStreamKey(STREAM),
                XAddOptions.trim(TrimOptions.maxLen(KEPT).approximate()));
    return String.valueOf(id);
  }

  /** Counts one as shipped and tells how many there are now. */
  long shipped(long product) {
    return redis.opsForHash().increment(SHIPPED, Long.toString(product), 1);
  }

  /** How many of a product were shipped. */
  long howMany(long product) {
    Object count = redis.opsForHash().get(SHIPPED, Long.toString(product));
    return count == null ? 0 : Long.parseLong(count.toString());
  }
}
