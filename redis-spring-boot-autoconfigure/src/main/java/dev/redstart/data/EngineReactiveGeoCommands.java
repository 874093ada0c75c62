package dev.redstart.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResult;
import org.springframework.data.geo.GeoResults;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.ReactiveGeoCommands;
import org.springframework.data.redis.connection.ReactiveRedisConnection.CommandResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.KeyCommand;
import org.springframework.data.redis.connection.ReactiveRedisConnection.MultiValueResponse;
import org.springframework.data.redis.connection.ReactiveRedisConnection.NumericResponse;
import org.springframework.data.redis.connection.RedisGeoCommands;
import org.springframework.data.redis.connection.RedisGeoCommands.DistanceUnit;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchStoreCommandArgs;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoReference.GeoMemberReference;
import reactor.core.publisher.Flux;

/** The commands on places, when they are subscribed to. */
final class EngineReactiveGeoCommands implements ReactiveGeoCommands {

  private final RedisGeoCommands places;

  EngineReactiveGeoCommands(RedisGeoCommands places) {
    this.places = places;
  }

  @Override
  public Flux<NumericResponse<GeoAddCommand, Long>> geoAdd(Publisher<GeoAddCommand> commands) {
    return Responses.numbers(
        commands, it -> places.geoAdd(key(it), locations(it.getGeoLocations())));
  }

  @Override
  public Flux<CommandResponse<GeoDistCommand, Distance>> geoDist(
      Publisher<GeoDistCommand> commands) {
    return Responses.results(
        commands,
        it ->
            places.geoDist(
                key(it),
                Buffers.bytes(it.getFrom()),
                Buffers.bytes(it.getTo()),
                it.getMetric().orElse(DistanceUnit.METERS)));
  }

  @Override
  public Flux<MultiValueResponse<GeoHashCommand, String>> geoHash(
      Publisher<GeoHashCommand> commands) {
    return Responses.values(
        commands, it -> places.geoHash(key(it), Buffers.bytes(it.getMembers())));
  }

  @Override
  public Flux<MultiValueResponse<GeoPosCommand, Point>> geoPos(Publisher<GeoPosCommand> commands) {
    return Responses.values(commands, it -> places.geoPos(key(it), Buffers.bytes(it.getMembers())));
  }

  @Override
  public Flux<CommandResponse<GeoRadiusCommand, Flux<GeoResult<GeoLocation<ByteBuffer>>>>>
      geoRadius(Publisher<GeoRadiusCommand> commands) {
    return Responses.streams(
        commands,
        it -> {
          Circle circle = new Circle(given(it.getPoint()), it.getDistance());
          return found(
              it.getArgs().isEmpty()
                  ? places.geoRadius(key(it), circle)
                  : places.geoRadius(key(it), circle, it.getArgs().get()));
        });
  }

  @Override
  public Flux<CommandResponse<GeoRadiusByMemberCommand, Flux<GeoResult<GeoLocation<ByteBuffer>>>>>
      geoRadiusByMember(Publisher<GeoRadiusByMemberCommand> commands) {
    return Responses.streams(
        commands,
        it -> {
          byte[] member = Buffers.bytes(it.getMember());
          return found(
              it.getArgs().isEmpty()
                  ? places.geoRadiusByMember(key(it), member, it.getDistance())
                  : places.geoRadiusByMember(
                      key(it), member, it.getDistance(), it.getArgs().get()));
        });
  }

  @Override
  public Flux<CommandResponse<GeoSearchCommand, Flux<GeoResult<GeoLocation<ByteBuffer>>>>>
      geoSearch(Publisher<GeoSearchCommand> commands) {
    return Responses.streams(
        commands,
        it ->
            found(
                places.geoSearch(
                    key(it),
                    reference(it.getReference()),
                    given(it.getShape()),
                    it.getArgs().orElseGet(GeoSearchCommandArgs::newGeoSearchArgs))));
  }

  @Override
  public Flux<NumericResponse<GeoSearchStoreCommand, Long>> geoSearchStore(
      Publisher<GeoSearchStoreCommand> commands) {
    return Responses.numbers(
        commands,
        it ->
            places.geoSearchStore(
                Buffers.bytes(it.getDestKey()),
                key(it),
                reference(it.getReference()),
                given(it.getShape()),
                it.getArgs().orElseGet(GeoSearchStoreCommandArgs::newGeoSearchStoreArgs)));
  }

  private static byte[] key(KeyCommand command) {
    return Buffers.bytes(command.getKey());
  }

  private static <T> T given(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("Points, references and shapes must not be null");
    }
    return value;
  }

  private static List<GeoLocation<byte[]>> locations(List<GeoLocation<ByteBuffer>> locations) {
    return locations.stream()
        .map(it -> new GeoLocation<>(Buffers.bytes(it.getName()), it.getPoint()))
        .toList();
  }

  private static GeoReference<byte[]> reference(@Nullable GeoReference<ByteBuffer> reference) {
    if (reference instanceof GeoMemberReference<ByteBuffer> from) {
      return GeoReference.fromMember(Buffers.bytes(from.getMember()));
    }
    if (reference instanceof GeoReference.GeoCoordinateReference<ByteBuffer> from) {
      return GeoReference.fromCoordinate(from.getLongitude(), from.getLatitude());
    }
    throw new IllegalArgumentException("Unknown reference: " + reference);
  }

  private static List<GeoResult<GeoLocation<ByteBuffer>>> found(
      @Nullable GeoResults<GeoLocation<byte[]>> results) {
    List<GeoResult<GeoLocation<ByteBuffer>>> found = new ArrayList<>();
    if (results != null) {
      for (GeoResult<GeoLocation<byte[]>> result : results) {
        GeoLocation<byte[]> place = result.getContent();
        found.add(
            new GeoResult<>(
                new GeoLocation<>(ByteBuffer.wrap(place.getName()), place.getPoint()),
                result.getDistance()));
      }
    }
    return found;
  }
}
