package dev.redstart.engine.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

  private static final List<String> PREFIXES = List.of("a:", "a:b:", "a:b:c", "b", "", "zz");

  private final ManualClock clock = new ManualClock();
  private final KeyGroups groups = new KeyGroups();
  private final RedisEngine engine = RedisEngine.builder().clock(clock).with(groups).build();
  private final Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void knowsWhatWasThereAndWhatComesAndGoes() {
    run("SET a:1 x");
    KeyGroups.Group group = group("a:");
    run("SET a:2 x");
    run("SET b:1 x");
    assertThat(keys(group)).containsExactly("a:1", "a:2");
    assertThat(group.size()).isEqualTo(2);
    run("DEL a:1");
    run("RENAME b:1 a:3");
    assertThat(keys(group)).containsExactly("a:2", "a:3");
    run("FLUSHDB");
    assertThat(group.size()).isZero();
    run("SADD a:4 x");
    run("SREM a:4 x");
    assertThat(group.size()).isZero();
  }

  @Test
  void countsWhatHasExpired() {
    KeyGroups.Group group = group("a:");
    run("SET a:1 x PX 100");
    run("SET a:2 x PX 200");
    run("SET b:1 x PX 100");
    clock.advance(Duration.ofMillis(150));
    assertThat(keys(group)).containsExactly("a:2");
    assertThat(group.expired()).isEqualTo(1);
    run("DEL a:2");
    assertThat(group.expired()).isEqualTo(1);
  }

  @Test
  void countsWhatIsFoundToHaveExpired() {
    KeyGroups.Group group = group("a:");
    run("DEBUG SET-ACTIVE-EXPIRE 0");
    run("SET a:1 x PX 100");
    clock.advance(Duration.ofMillis(150));
    run("GET a:1");
    assertThat(group.size()).isZero();
    assertThat(group.expired()).isEqualTo(1);
  }

  @Test
  void eachDatabaseHasItsOwn() {
    KeyGroups.Group first = group("a:");
    KeyGroups.Group second = groups.of(1, "a:".getBytes(StandardCharsets.UTF_8));
    run("SET a:1 x");
    assertThat(second.size()).isZero();
    run("SWAPDB 0 1");
    assertThat(first.size()).isZero();
    assertThat(keys(second)).containsExactly("a:1");
  }

  @Test
  void areWhatKeysFinds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<KeyGroups.Group> all = PREFIXES.stream().map(this::group).toList();
    for (int i = 0; i < 3000; i++) {
      run(anything(random));
      clock.advance(Duration.ofMillis(random.nextInt(5)));
      if (i % 50 == 0) {
        for (int p = 0; p < PREFIXES.size(); p++) {
          // What has expired stays until it is looked at, or for ten milliseconds.
          keys(all.get(p)).forEach(key -> run("EXISTS " + key));
          assertThat(keys(all.get(p))).as("seed " + seed).isEqualTo(found(PREFIXES.get(p)));
        }
      }
    }
  }

  @Test
  void needAnEngine() {
    assertThatThrownBy(() -> new KeyGroups().of(0, new byte[0]))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String anything(Random random) {
    String key = key(random);
    return switch (random.nextInt(12)) {
      case 0 -> "DEL " + key;
      case 1 -> "RENAME " + key + " " + key(random);
      case 2 -> "COPY " + key + " " + key(random) + " REPLACE";
      case 3 -> "SET " + key + " x PX " + (1 + random.nextInt(50));
      case 4 -> "LPUSH " + key + " x";
      case 5 -> "LPOP " + key;
      case 6 -> "MOVE " + key + " 1";
      case 7 -> random.nextInt(20) == 0 ? "SWAPDB 0 1" : "UNLINK " + key;
      case 8 -> random.nextInt(40) == 0 ? "FLUSHDB" : "PERSIST " + key;
      default -> "SET " + key + " x";
    };
  }

  private static String key(Random random) {
    StringBuilder key = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      key.append(List.of("a", ":", "b", "a:", "a:b:", "c", "zz", "z").get(random.nextInt(8)));
    }
    return key.toString();
  }

  private Set<String> found(String prefix) {
    Set<String> found = new TreeSet<>();
    session.execute("KEYS", prefix + "*").asList().forEach(key -> found.add(key.asText()));
    return found;
  }

  private KeyGroups.Group group(String prefix) {
    return groups.of(0, prefix.getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> keys(KeyGroups.Group group) {
    Set<String> keys = new TreeSet<>();
    group.keys().forEach(key -> keys.add(new String(key, StandardCharsets.UTF_8)));
    return keys;
  }

  private void run(String line) {
    session.execute(line.split(" ", -1));
  }
}
