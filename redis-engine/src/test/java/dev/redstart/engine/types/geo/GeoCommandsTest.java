package dev.redstart.engine.types.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.testing.EngineTest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the differential lines can't see of places: events, the log, all searches at random. */
class GeoCommandsTest extends EngineTest {

  private static final int PLACES = 400;
  private static final int SEARCHES = 300;

  @Test
  void addingTellsOfWhatChanges() {
    run("GEOADD g 1 1 a 2 2 b").isInteger(2);
    run("GEOADD g 1 1 a").isInteger(0);
    run("GEOADD g 3 3 a").isInteger(0);
    run("GEOADD g XX 1 1 c").isInteger(0);

    assertThat(engine.events()).containsExactly("z zadd g", "z zadd g");
    assertThat(engine.log()).containsExactly("GEOADD g 1 1 a 2 2 b", "GEOADD g 3 3 a");
  }

  @Test
  void aWrongPlaceAddsNone() {
    run("GEOADD g 1 1 a 181 2 b")
        .isError("ERR invalid longitude,latitude pair 181.000000,2.000000");

    run("EXISTS g").isInteger(0);
    assertThat(engine.events()).isEmpty();
  }

  @Test
  void storingTellsOfItsTarget() {
    engine.given("GEOADD g 1 1 a 2 2 b");

    run("GEOSEARCHSTORE d g FROMLONLAT 1 1 BYRADIUS 10 km").isInteger(1);
    run("GEORADIUS g 1 1 1000 km STORE d").isInteger(2);
    run("GEORADIUSBYMEMBER g a 1 km STOREDIST d").isInteger(1);
    run("GEORADIUS g 50 50 1 km STORE d").isInteger(0);
    run("GEORADIUS g 50 50 1 km STORE d").isInteger(0);
    run("GEORADIUS g 1 1 1 km").isList("a");

    assertThat(engine.events())
        .containsExactly(
            "z geosearchstore d", "z georadiusstore d", "z georadiusstore d", "g del d");
    assertThat(engine.log()).hasSize(4);
  }

  /** CVE-2023-41053 in another dress: the key that is stored to is one that was planned for. */
  @Test
  void everyKeyThatMayBeStoredToIsAmongTheKeys() {
    engine.given("GEOADD g 1 1 a");

    run("COMMAND GETKEYS GEORADIUS g 1 1 1 km STORE x STORE y STOREDIST z")
        .isList("g", "x", "y", "z");
    run("COMMAND GETKEYS GEORADIUSBYMEMBER g STORE 1 km STOREDIST STORE STORE b")
        .isListInAnyOrder("g", "STORE", "STORE", "b");
    run("GEORADIUS g 1 1 1 km STOREDIST STORE STORE b").isInteger(1);
    run("EXISTS b").isInteger(1);
  }

  @Test
  void aSearchFindsWhatLookingAtEachPlaceFinds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < PLACES; i++) {
      boolean dense = i % 2 == 0;
      double longitude = dense ? random.nextDouble() * 4 : random.nextDouble() * 360 - 180;
      double latitude = dense ? random.nextDouble() * 4 : random.nextDouble() * 170 - 85;
      run("GEOADD g " + longitude + " " + latitude + " p" + i).isInteger(1);
    }
    for (int i = 0; i < SEARCHES; i++) {
      String center = "p" + random.nextInt(PLACES);
      double radius = Math.pow(10, 1 + 6 * random.nextDouble());
      String line = "GEOSEARCH g FROMMEMBER " + center + " BYRADIUS " + radius + " m";
      long found = run(line).reply().asList().size();
      assertThat(found).as("seed %d, %s", seed, line).isEqualTo(near(center, radius));
      long some = run(line + " COUNT 7 ANY").reply().asList().size();
      assertThat(some).as("seed %d, %s", seed, line).isEqualTo(Math.min(7, found));
    }
  }

  private long near(String center, double radius) {
    long count = 0;
    for (int i = 0; i < PLACES; i++) {
      if (run("GEODIST g " + center + " p" + i).reply().asDouble() <= radius) {
        count++;
      }
    }
    return count;
  }
}
