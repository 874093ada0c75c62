package dev.redstart.data;

import org.jspecify.annotations.Nullable;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metric;
import org.springframework.data.geo.Metrics;
import org.springframework.data.redis.connection.RedisGeoCommands.DistanceUnit;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoCommandArgs.GeoCommandFlag;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoRadiusCommandArgs.Flag;
import org.springframework.data.redis.domain.geo.BoxShape;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoReference.GeoCoordinateReference;
import org.springframework.data.redis.domain.geo.GeoReference.GeoMemberReference;
import org.springframework.data.redis.domain.geo.GeoShape;
import org.springframework.data.redis.domain.geo.RadiusShape;

/** Writes Spring Data's places and shapes as the words that Redis knows them by. */
final class GeoOptions {

  private GeoOptions() {}

  /** Metres where nothing was said. */
  static Metric unit(@Nullable Metric metric) {
    return metric == null || metric == Metrics.NEUTRAL ? DistanceUnit.METERS : metric;
  }

  static Line distance(Line line, Distance distance) {
    return line.add(distance.getValue()).add(unit(distance.getMetric()).getAbbreviation());
  }

  /** FROMMEMBER or FROMLONLAT, BYRADIUS or BYBOX. */
  static Line search(Line line, GeoReference<byte[]> reference, GeoShape shape) {
    if (reference instanceof GeoMemberReference<byte[]> from) {
      line.add("FROMMEMBER").add(from.getMember());
    } else if (reference instanceof GeoCoordinateReference<byte[]> from) {
      line.add("FROMLONLAT").add(from.getLongitude()).add(from.getLatitude());
    } else {
      throw new IllegalArgumentException("Unknown reference: " + reference);
    }
    if (shape instanceof RadiusShape circle) {
      return distance(line.add("BYRADIUS"), circle.getRadius());
    }
    if (shape instanceof BoxShape box) {
      line.add("BYBOX");
      line.add(box.getBoundingBox().getWidth().getValue());
      line.add(box.getBoundingBox().getHeight().getValue());
      return line.add(unit(box.getMetric()).getAbbreviation());
    }
    throw new IllegalArgumentException("Unknown shape: " + shape);
  }

  /** COUNT, ASC or DESC, WITHCOORD, WITHDIST. */
  static Line options(Line line, GeoCommandArgs args) {
    line.addIf(has(args, Flag.WITHCOORD), "WITHCOORD").addIf(has(args, Flag.WITHDIST), "WITHDIST");
    Long limit = args.getLimit();
    if (args.hasLimit() && limit != null) {
      line.add("COUNT").add(limit.longValue()).addIf(has(args, Flag.ANY), "ANY");
    }
    if (args.hasSortDirection() && args.getSortDirection() != null) {
      line.add(args.getSortDirection().name());
    }
    return line;
  }

  static boolean has(GeoCommandArgs args, GeoCommandFlag flag) {
    return args.getFlags().contains(flag);
  }
}
