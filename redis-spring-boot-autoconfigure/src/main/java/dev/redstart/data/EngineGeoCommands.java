package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResults;
import org.springframework.data.geo.Metric;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.RedisGeoCommands;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoShape;

/** The commands on places. */
final class EngineGeoCommands implements RedisGeoCommands {

  private static final Reader<List<Point>> POINTS = Readers.listOf(EngineGeoCommands::point);

  private final Invoker invoker;

  EngineGeoCommands(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public @Nullable Long geoAdd(byte[] key, Point point, byte[] member) {
    return invoker.call(Readers.LONG, place(Line.of(Verb.GEOADD, key), point, member));
  }

  @Override
  public @Nullable Long geoAdd(byte[] key, Map<byte[], Point> memberCoordinateMap) {
    Line line = Line.of(Verb.GEOADD, key);
    memberCoordinateMap.forEach((member, point) -> place(line, point, member));
    return invoker.call(Readers.LONG, line);
  }

  @Override
  public @Nullable Long geoAdd(byte[] key, Iterable<GeoLocation<byte[]>> locations) {
    Line line = Line.of(Verb.GEOADD, key);
    locations.forEach(location -> place(line, location.getPoint(), location.getName()));
    return invoker.call(Readers.LONG, line);
  }

  @Override
  public @Nullable Distance geoDist(byte[] key, byte[] member1, byte[] member2) {
    return geoDist(key, member1, member2, DistanceUnit.METERS);
  }

  @Override
  public @Nullable Distance geoDist(byte[] key, byte[] member1, byte[] member2, Metric metric) {
    Metric unit = GeoOptions.unit(metric);
    Line line = Line.of(Verb.GEODIST, key).add(member1).add(member2).add(unit.getAbbreviation());
    return invoker.call(
        reply -> reply.isNull() ? null : new Distance(reply.asDouble(), unit), line);
  }

  @Override
  public @Nullable List<String> geoHash(byte[] key, byte[]... members) {
    return invoker.call(Readers.TEXT_LIST, Line.of(Verb.GEOHASH, key).addAll(members));
  }

  @Override
  public @Nullable List<Point> geoPos(byte[] key, byte[]... members) {
    return invoker.call(POINTS, Line.of(Verb.GEOPOS, key).addAll(members));
  }

  @Override
  public @Nullable GeoResults<GeoLocation<byte[]>> geoRadius(byte[] key, Circle within) {
    return invoker.call(GeoReader.names(), circle(key, within));
  }

  @Override
  public @Nullable GeoResults<GeoLocation<byte[]>> geoRadius(
      byte[] key, Circle within, GeoRadiusCommandArgs args) {
    Line line = GeoOptions.options(circle(key, within), args);
    return invoker.call(GeoReader.of(args, within.getRadius().getMetric()), line);
  }

  @Override
  public @Nullable GeoResults<GeoLocation<byte[]>> geoRadiusByMember(
      byte[] key, byte[] member, Distance radius) {
    return invoker.call(
        GeoReader.names(),
        GeoOptions.distance(Line.of(Verb.GEORADIUSBYMEMBER, key).add(member), radius));
  }

  @Override
  public @Nullable GeoResults<GeoLocation<byte[]>> geoRadiusByMember(
      byte[] key, byte[] member, Distance radius, GeoRadiusCommandArgs args) {
    Line line = GeoOptions.distance(Line.of(Verb.GEORADIUSBYMEMBER, key).add(member), radius);
    return invoker.call(GeoReader.of(args, radius.getMetric()), GeoOptions.options(line, args));
  }

  @Override
  public @Nullable Long geoRemove(byte[] key, byte[]... members) {
    return invoker.call(Readers.LONG, Line.of(Verb.ZREM, key).addAll(members));
  }

  @Override
  public @Nullable GeoResults<GeoLocation<byte[]>> geoSearch(
      byte[] key, GeoReference<byte[]> reference, GeoShape predicate, GeoSearchCommandArgs args) {
    Line line = GeoOptions.search(Line.of(Verb.GEOSEARCH, key), reference, predicate);
    return invoker.call(GeoReader.of(args, predicate.getMetric()), GeoOptions.options(line, args));
  }

  @Override
  public @Nullable Long geoSearchStore(
      byte[] destKey,
      byte[] key,
      GeoReference<byte[]> reference,
      GeoShape predicate,
      GeoSearchStoreCommandArgs args) {
    Line line = Line.of(Verb.GEOSEARCHSTORE, destKey).add(key);
    GeoOptions.options(GeoOptions.search(line, reference, predicate), args);
    return invoker.call(Readers.LONG, line.addIf(args.isStoreDistance(), "STOREDIST"));
  }

  /** Longitude and latitude; null where there is no such member. */
  static @Nullable Point point(Reply reply) {
    if (reply.isNull()) {
      return null;
    }
    List<Reply> parts = reply.asList();
    return new Point(parts.get(0).asDouble(), parts.get(1).asDouble());
  }

  private static Line place(Line line, Point point, byte[] member) {
    return line.add(point.getX()).add(point.getY()).add(member);
  }

  private static Line circle(byte[] key, Circle circle) {
    Point center = circle.getCenter();
    Line line = Line.of(Verb.GEORADIUS, key).add(center.getX()).add(center.getY());
    return GeoOptions.distance(line, circle.getRadius());
  }
}
