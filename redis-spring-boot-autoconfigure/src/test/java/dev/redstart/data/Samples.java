package dev.redstart.data;

import java.lang.reflect.Array;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metric;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.CompareCondition;
import org.springframework.data.redis.connection.DefaultSortParameters;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisGeoCommands;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.RedisZSetCommands.ZAddArgs;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.connection.SortParameters;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.connection.zset.Weights;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoShape;

/** One argument of each type that the methods of a connection take. */
final class Samples {

  private static final byte[] BYTES = ContractSteps.b("x");
  private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

  static {
    simple();
    options();
    streams();
    places();
  }

  private Samples() {}

  private static void simple() {
    SAMPLES.put(byte[].class, BYTES);
    SAMPLES.put(int.class, 1);
    SAMPLES.put(Integer.class, 1);
    SAMPLES.put(long.class, 1L);
    SAMPLES.put(double.class, 1.5);
    SAMPLES.put(boolean.class, true);
    SAMPLES.put(String.class, "1-1");
    SAMPLES.put(Map.class, Map.of(BYTES, BYTES));
    SAMPLES.put(Set.class, Set.of(Tuple.of(BYTES, 1.0)));
    SAMPLES.put(Duration.class, Duration.ofSeconds(1));
    SAMPLES.put(Instant.class, Instant.EPOCH);
  }

  private static void options() {
    SAMPLES.put(Range.class, Range.unbounded());
    SAMPLES.put(Limit.class, Limit.limit().offset(0).count(1));
    SAMPLES.put(Weights.class, Weights.of(1.0));
    SAMPLES.put(Expiration.class, Expiration.seconds(1));
    SAMPLES.put(SetCondition.class, SetCondition.ifAbsent());
    SAMPLES.put(CompareCondition.class, CompareCondition.ifEquals(BYTES));
    SAMPLES.put(SortParameters.class, new DefaultSortParameters().alpha());
    SAMPLES.put(ScanOptions.class, ScanOptions.scanOptions().match("*").count(7).build());
    SAMPLES.put(ZAddArgs.class, ZAddArgs.empty().xx().gt().ch());
    SAMPLES.put(RedisNode.class, new RedisNode("localhost", 1));
    SAMPLES.put(
        BitFieldSubCommands.class,
        BitFieldSubCommands.create().get(BitFieldSubCommands.BitFieldType.signed(8)).valueAt(0));
  }

  private static void streams() {
    SAMPLES.put(RecordId.class, RecordId.of("1-1"));
    SAMPLES.put(Consumer.class, Consumer.from("group", "consumer"));
    SAMPLES.put(ReadOffset.class, ReadOffset.latest());
    SAMPLES.put(StreamOffset.class, StreamOffset.latest(BYTES));
    SAMPLES.put(StreamReadOptions.class, StreamReadOptions.empty().count(1));
    SAMPLES.put(MapRecord.class, StreamRecords.newRecord().in(BYTES).ofBytes(Map.of(BYTES, BYTES)));
    RedisStreamCommands.TrimOptions trim = RedisStreamCommands.TrimOptions.maxLen(3);
    SAMPLES.put(RedisStreamCommands.XAddOptions.class, RedisStreamCommands.XAddOptions.trim(trim));
    SAMPLES.put(
        RedisStreamCommands.XTrimOptions.class, RedisStreamCommands.XTrimOptions.trim(trim));
    SAMPLES.put(RedisStreamCommands.XDelOptions.class, RedisStreamCommands.XDelOptions.defaults());
    SAMPLES.put(
        RedisStreamCommands.XClaimOptions.class,
        RedisStreamCommands.XClaimOptions.minIdleMs(1).ids("1-1"));
    SAMPLES.put(
        RedisStreamCommands.XPendingOptions.class,
        RedisStreamCommands.XPendingOptions.unbounded(1L).consumer("c"));
  }

  private static void places() {
    Distance distance = new Distance(1, Metrics.KILOMETERS);
    SAMPLES.put(Metric.class, Metrics.KILOMETERS);
    SAMPLES.put(Distance.class, distance);
    SAMPLES.put(Point.class, new Point(1, 2));
    SAMPLES.put(Circle.class, new Circle(new Point(1, 2), distance));
    SAMPLES.put(GeoReference.class, GeoReference.fromMember(BYTES));
    SAMPLES.put(GeoShape.class, GeoShape.byRadius(distance));
    SAMPLES.put(
        Iterable.class, List.of(new RedisGeoCommands.GeoLocation<>(BYTES, new Point(1, 2))));
    SAMPLES.put(
        RedisGeoCommands.GeoRadiusCommandArgs.class,
        RedisGeoCommands.GeoRadiusCommandArgs.newGeoRadiusArgs().limit(1).includeDistance());
    SAMPLES.put(
        RedisGeoCommands.GeoSearchCommandArgs.class,
        RedisGeoCommands.GeoSearchCommandArgs.newGeoSearchArgs().limit(1).sortAscending());
    SAMPLES.put(
        RedisGeoCommands.GeoSearchStoreCommandArgs.class,
        RedisGeoCommands.GeoSearchStoreCommandArgs.newGeoSearchStoreArgs().storeDistance());
  }

  static Object[] of(Parameter... parameters) {
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      boolean places = parameters[i].getParameterizedType().getTypeName().contains("geo.Point>");
      arguments[i] = places ? Map.of(BYTES, new Point(1, 2)) : of(parameters[i].getType());
    }
    return arguments;
  }

  private static Object of(Class<?> type) {
    Object sample = SAMPLES.get(type);
    if (sample != null) {
      return sample;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, of(type.getComponentType()));
      return array;
    }
    throw new IllegalStateException("no sample of " + type);
  }
}
