package dev.redstart.data;

import static dev.redstart.data.ContractSteps.b;

import dev.redstart.data.ContractSteps.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisGeoCommands;
import org.springframework.data.redis.connection.RedisGeoCommands.DistanceUnit;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoRadiusCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchStoreCommandArgs;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.domain.geo.BoundingBox;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoShape;

/** The contract of places, estimates and scripts. */
final class PlaceSteps {

  private static final byte[] KEY = b("places");
  private static final byte[] NONE = b("none");
  private static final Distance FAR = new Distance(200, Metrics.KILOMETERS);
  private static final GeoReference<byte[]> FROM = GeoReference.fromCoordinate(15, 37);
  private static final GeoShape NEAR = GeoShape.byRadius(FAR);

  private final List<Step> steps = new ArrayList<>();

  private PlaceSteps() {}

  static void prepare(RedisConnection it) {
    it.geoCommands().geoAdd(KEY, new Point(13.361389, 38.115556), b("palermo"));
    it.geoCommands().geoAdd(KEY, new Point(15.087269, 37.502669), b("catania"));
    it.hyperLogLogCommands().pfAdd(b("log"), b("a"), b("b"));
    it.hyperLogLogCommands().pfAdd(b("log2"), b("b"), b("c"));
  }

  static List<Step> all() {
    PlaceSteps all = new PlaceSteps();
    all.places();
    all.radius();
    all.search();
    all.estimates();
    all.scripts();
    all.moreScripts();
    return all.steps;
  }

  private void add(String name, Function<RedisConnection, Object> call) {
    steps.add(new Step(name, call));
  }

  private void geo(String name, Function<RedisGeoCommands, Object> call) {
    add(name, it -> call.apply(it.geoCommands()));
  }

  private void places() {
    Point point = new Point(1.5, -2.25);
    geo("geoAdd", it -> it.geoAdd(KEY, point, b("x")));
    geo("geoAdd map", it -> it.geoAdd(KEY, points(point)));
    geo("geoAdd list", it -> it.geoAdd(KEY, List.of(new GeoLocation<>(b("y"), point))));
    geo("geoAdd too far", it -> it.geoAdd(KEY, new Point(200, 100), b("x")));
    geo("geoDist", it -> it.geoDist(KEY, b("palermo"), b("catania")));
    geo("geoDist km", it -> it.geoDist(KEY, b("palermo"), b("catania"), Metrics.KILOMETERS));
    geo("geoDist ft", it -> it.geoDist(KEY, b("palermo"), b("catania"), DistanceUnit.FEET));
    geo("geoDist missing", it -> it.geoDist(KEY, b("palermo"), b("zz")));
    geo("geoHash", it -> it.geoHash(KEY, b("palermo"), b("zz"), b("catania")));
    geo("geoPos", it -> it.geoPos(KEY, b("palermo"), b("zz")));
    geo("geoPos missing", it -> it.geoPos(NONE, b("zz")));
    geo("geoRemove", it -> it.geoRemove(KEY, b("palermo"), b("zz")));
  }

  private static Map<byte[], Point> points(Point point) {
    Map<byte[], Point> points = new LinkedHashMap<>();
    points.put(b("x"), point);
    points.put(b("y"), new Point(3, 4));
    return points;
  }

  private void radius() {
    Circle circle = new Circle(new Point(15, 37), FAR);
    GeoRadiusCommandArgs all =
        GeoRadiusCommandArgs.newGeoRadiusArgs()
            .includeDistance()
            .includeCoordinates()
            .sortAscending();
    geo("geoRadius", it -> it.geoRadius(KEY, circle));
    geo("geoRadius args", it -> it.geoRadius(KEY, circle, all));
    geo(
        "geoRadius distance",
        it ->
            it.geoRadius(
                KEY, circle, GeoRadiusCommandArgs.newGeoRadiusArgs().includeDistance().limit(1)));
    geo("geoRadius missing", it -> it.geoRadius(NONE, circle, all));
    geo("geoRadiusByMember", it -> it.geoRadiusByMember(KEY, b("palermo"), FAR));
    geo("geoRadiusByMember args", it -> it.geoRadiusByMember(KEY, b("palermo"), FAR, all));
    geo("geoRadiusByMember missing", it -> it.geoRadiusByMember(KEY, b("zz"), FAR));
  }

  private void search() {
    GeoSearchCommandArgs args =
        GeoSearchCommandArgs.newGeoSearchArgs().includeDistance().sortDescending();
    GeoReference<byte[]> member = GeoReference.fromMember(b("palermo"));
    GeoShape box = GeoShape.byBox(new BoundingBox(500, 500, DistanceUnit.KILOMETERS));
    GeoSearchStoreCommandArgs store = GeoSearchStoreCommandArgs.newGeoSearchStoreArgs();
    geo("geoSearch", it -> it.geoSearch(KEY, FROM, NEAR, args));
    geo("geoSearch box", it -> it.geoSearch(KEY, member, box, args.includeCoordinates()));
    geo("geoSearch limit", it -> it.geoSearch(KEY, FROM, NEAR, args.limit(1, true)));
    geo("geoSearch missing", it -> it.geoSearch(NONE, FROM, NEAR, args));
    geo("geoSearchStore", it -> it.geoSearchStore(b("d"), KEY, FROM, NEAR, store));
    geo(
        "geoSearchStore distance",
        it -> it.geoSearchStore(b("d"), KEY, FROM, NEAR, store.storeDistance()));
  }

  private void estimates() {
    add("pfAdd", it -> it.hyperLogLogCommands().pfAdd(b("log"), b("a"), b("z")));
    add("pfAdd known", it -> it.hyperLogLogCommands().pfAdd(b("log"), b("a")));
    add("pfCount", it -> it.hyperLogLogCommands().pfCount(b("log"), b("log2"), NONE));
    add("pfCount wrong type", it -> it.hyperLogLogCommands().pfCount(b("list")));
    add(
        "pfMerge",
        it -> {
          it.hyperLogLogCommands().pfMerge(b("d"), b("log"), b("log2"));
          return it.hyperLogLogCommands().pfCount(b("d"));
        });
  }

  private void eval(String name, String script, ReturnType type) {
    add(
        name,
        it ->
            it.scriptingCommands()
                .eval(b(script), type, 2, b("string"), b("none"), b("one"), b("2")));
  }

  private void scripts() {
    eval("eval value", "return redis.call('get', KEYS[1])", ReturnType.VALUE);
    eval("eval value null", "return redis.call('get', KEYS[2])", ReturnType.VALUE);
    eval("eval integer", "return ARGV[2] * 21", ReturnType.INTEGER);
    eval("eval boolean", "return redis.call('exists', KEYS[1])", ReturnType.BOOLEAN);
    eval("eval boolean zero", "return redis.call('exists', KEYS[2])", ReturnType.BOOLEAN);
    eval("eval boolean false", "return false", ReturnType.BOOLEAN);
    eval("eval status", "return redis.call('set', KEYS[2], ARGV[1])", ReturnType.STATUS);
    eval("eval multi", "return {KEYS[1], 7, {ARGV[1]}, false, 'x'}", ReturnType.MULTI);
    eval("eval multi empty", "return {}", ReturnType.MULTI);
    eval("eval error", "return redis.error_reply('MINE it is')", ReturnType.VALUE);
    eval("eval call fails", "return redis.call('lpop', KEYS[1])", ReturnType.VALUE);
  }

  private void moreScripts() {
    String sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
    add("scriptLoad", it -> it.scriptingCommands().scriptLoad(b("return 1")));
    add("scriptExists", it -> it.scriptingCommands().scriptExists(sha, "ffff"));
    add(
        "evalSha",
        it -> {
          it.scriptingCommands().scriptLoad(b("return ARGV[1]"));
          return it.scriptingCommands()
              .evalSha("098e0f0d1448c0a81dafe820f66d460eb09263da", ReturnType.VALUE, 0, b("x"));
        });
    add(
        "evalSha missing",
        it -> it.scriptingCommands().evalSha("0".repeat(40), ReturnType.INTEGER, 0));
  }
}
