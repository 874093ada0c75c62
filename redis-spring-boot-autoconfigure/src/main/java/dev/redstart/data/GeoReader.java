package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResult;
import org.springframework.data.geo.GeoResults;
import org.springframework.data.geo.Metric;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoRadiusCommandArgs.Flag;

/** Reads what the searches for places answer. */
final class GeoReader implements Reader<GeoResults<GeoLocation<byte[]>>> {

  private final boolean distances;
  private final boolean points;
  private final @Nullable Metric metric;

  private GeoReader(boolean distances, boolean points, @Nullable Metric metric) {
    this.distances = distances;
    this.points = points;
    this.metric = metric;
  }

  /** Names only, as a search without options answers. */
  static GeoReader names() {
    return new GeoReader(false, false, null);
  }

  /** What a search with {@code args} answers. */
  static GeoReader of(GeoCommandArgs args, @Nullable Metric metric) {
    return new GeoReader(
        GeoOptions.has(args, Flag.WITHDIST),
        GeoOptions.has(args, Flag.WITHCOORD),
        GeoOptions.unit(metric));
  }

  @Override
  public GeoResults<GeoLocation<byte[]>> read(Reply reply) {
    List<GeoResult<GeoLocation<byte[]>>> results = new ArrayList<>();
    for (Reply item : reply.asList()) {
      results.add(result(item));
    }
    return metric == null ? new GeoResults<>(results) : new GeoResults<>(results, metric);
  }

  private GeoResult<GeoLocation<byte[]>> result(Reply item) {
    if (!distances && !points) {
      return new GeoResult<>(location(item, null), distance(0));
    }
    List<Reply> parts = item.asList();
    double far = distances ? parts.get(1).asDouble() : 0;
    Point where = points ? EngineGeoCommands.point(parts.get(parts.size() - 1)) : null;
    return new GeoResult<>(location(parts.get(0), where), distance(far));
  }

  private Distance distance(double value) {
    return metric == null ? new Distance(value) : new Distance(value, metric);
  }

  /** Spring Data has places without a point, only its types don't say so. */
  @SuppressWarnings("NullAway")
  private static GeoLocation<byte[]> location(Reply name, @Nullable Point point) {
    return new GeoLocation<>(Readers.someBytes(name), point);
  }
}
