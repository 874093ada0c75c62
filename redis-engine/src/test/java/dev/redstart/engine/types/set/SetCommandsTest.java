package dev.redstart.engine.types.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.Recording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetCommandsTest {

  private final Recording recording = new Recording();
  private RedisEngine engine = RedisEngine.builder().with(recording).build();
  private Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  private void limits(int integers, int entries) {
    close();
    engine =
        RedisEngine.builder()
            .setting("set-max-intset-entries", String.valueOf(integers))
            .setting("set-max-listpack-entries", String.valueOf(entries))
            .with(recording)
            .build();
    session = engine.session();
  }

  private Reply run(String... words) {
    return session.execute(words);
  }

  private long sadd(String key, String prefix, int from, int to) {
    List<String> words = new ArrayList<>(List.of("SADD", key));
    IntStream.range(from, to).forEach(i -> words.add(prefix + i));
    return run(words.toArray(String[]::new)).asLong();
  }

  private String encoding(String key) {
    return String.valueOf(run("OBJECT", "ENCODING", key).asText());
  }

  private static List<String> texts(Reply reply) {
    return reply.asList().stream().map(r -> String.valueOf(r.asText())).toList();
  }

  private static void refused(Reply reply, String error) {
    assertThat(reply).isEqualTo(new Reply.Failure(error));
  }

  @Test
  void firstMembersTellTheEncoding() {
    run("SADD", "integers", "1", "2");
    run("SADD", "mixed", "1", "a");
    run("SADD", "texts", "a", "1");
    sadd("many", "", 0, 513);
    sadd("manyTexts", "t", 0, 129);
    assertThat(encoding("integers")).isEqualTo("intset");
    assertThat(encoding("mixed")).isEqualTo("listpack");
    assertThat(encoding("texts")).isEqualTo("listpack");
    assertThat(encoding("many")).isEqualTo("hashtable");
    assertThat(encoding("manyTexts")).isEqualTo("hashtable");
    run("SADD", "long", "x".repeat(65));
    assertThat(encoding("long")).isEqualTo("hashtable");
    run("SADD", "big", "9223372036854775808");
    assertThat(encoding("big")).isEqualTo("listpack");
  }

  @Test
  void grownEncodingsStay() {
    sadd("i", "", 0, 512);
    assertThat(encoding("i")).isEqualTo("intset");
    run("SADD", "i", "7");
    assertThat(encoding("i")).isEqualTo("intset");
    run("SADD", "i", "512");
    assertThat(encoding("i")).isEqualTo("hashtable");
    sadd("l", "t", 0, 128);
    assertThat(encoding("l")).isEqualTo("listpack");
    run("SADD", "l", "1");
    assertThat(encoding("l")).isEqualTo("hashtable");
    run("SREM", "l", "1");
    assertThat(encoding("l")).isEqualTo("hashtable");
  }

  @Test
  void aTextMakesIntegersAListOrATable() {
    sadd("small", "", 0, 127);
    run("SADD", "small", "a");
    assertThat(encoding("small")).isEqualTo("listpack");
    assertThat(run("SCARD", "small").asLong()).isEqualTo(128);
    sadd("large", "", 0, 128);
    run("SADD", "large", "a");
    assertThat(encoding("large")).isEqualTo("hashtable");
    run("SADD", "long", "1");
    run("SADD", "long", "x".repeat(65));
    assertThat(encoding("long")).isEqualTo("hashtable");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,128", "3,2", "512,0", "512,128"})
  void behavesAsASet(int integers, int entries) {
    limits(integers, entries);
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      run("DEL", "s");
      Set<String> model = new HashSet<>();
      boolean texts = random.nextBoolean();
      for (int step = 0; step < 300; step++) {
        step(random, texts, model);
      }
      assertThat(texts(run("SMEMBERS", "s")))
          .as("seed " + seed)
          .containsExactlyInAnyOrderElementsOf(model);
    }
  }

  private void step(Random random, boolean texts, Set<String> model) {
    int number =
        random.nextInt(random.nextBoolean() ? 10 : 60) * (random.nextInt(9) == 0 ? -99999 : 1);
    String member = texts && random.nextInt(5) == 0 ? "t" + number : "" + number;
    switch (random.nextInt(7)) {
      case 0, 1, 2 ->
          assertThat(run("SADD", "s", member).asLong()).isEqualTo(model.add(member) ? 1 : 0);
      case 3 ->
          assertThat(run("SREM", "s", member).asLong()).isEqualTo(model.remove(member) ? 1 : 0);
      case 4 -> {
        String popped = run("SPOP", "s").asText();
        assertThat(popped == null ? model.isEmpty() : model.remove(popped)).isTrue();
      }
      case 5 ->
          assertThat(run("SISMEMBER", "s", member).asLong() == 1).isEqualTo(model.contains(member));
      default -> assertThat(run("SCARD", "s").asLong()).isEqualTo(model.size());
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4,4", "512,128"})
  void algebraAgreesWithTheJdk(int integers, int entries) {
    limits(integers, entries);
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      run("DEL", "s0", "s1", "s2", "s3");
      List<Set<String>> sets = new ArrayList<>();
      List<String> keys = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        keys.add("s" + i);
        sets.add(fill("s" + i, random));
      }
      Set<String> union = new TreeSet<>();
      sets.forEach(union::addAll);
      Set<String> common = new TreeSet<>(sets.get(0));
      sets.forEach(common::retainAll);
      Set<String> first = new TreeSet<>(sets.get(0));
      sets.subList(1, sets.size()).forEach(first::removeAll);
      compare("UNION", keys, union, seed);
      compare("INTER", keys, common, seed);
      compare("DIFF", keys, first, seed);
    }
  }

  private Set<String> fill(String key, Random random) {
    Set<String> members = new TreeSet<>();
    int size = random.nextInt(30);
    for (int i = 0; i < size; i++) {
      members.add((random.nextInt(4) == 0 ? "t" : "") + random.nextInt(20));
    }
    members.forEach(member -> run("SADD", key, member));
    return members;
  }

  private void compare(String operation, List<String> keys, Set<String> expected, long seed) {
    List<String> call = new ArrayList<>(keys);
    call.add(0, "S" + operation);
    Reply reply = run(call.toArray(String[]::new));
    assertThat(reply).isInstanceOf(Reply.Distinct.class);
    assertThat(texts(reply))
        .as(operation + " seed " + seed)
        .containsExactlyInAnyOrderElementsOf(expected);
    call.set(0, "S" + operation + "STORE");
    call.add(1, "dst");
    assertThat(run(call.toArray(String[]::new)).asLong()).isEqualTo(expected.size());
    assertThat(texts(run("SMEMBERS", "dst"))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void intersectionsOfIntegersAreStoredAsSuch() {
    run("SADD", "a", "1", "2", "3", "a");
    run("SADD", "b", "2", "3", "4", "b");
    run("SINTERSTORE", "dst", "a", "b");
    assertThat(encoding("dst")).isEqualTo("intset");
    run("SUNIONSTORE", "dst", "a", "b");
    assertThat(encoding("dst")).isEqualTo("listpack");
    run("SADD", "a", "x".repeat(80));
    run("SADD", "b", "y".repeat(80));
    run("SINTERSTORE", "dst", "a", "b");
    assertThat(encoding("dst")).isEqualTo("intset");
    run("SDIFFSTORE", "dst", "a", "b");
    assertThat(encoding("dst")).isEqualTo("hashtable");
  }

  @Test
  void sourcesAreCheckedWhateverTheResult() {
    run("SET", "text", "x");
    run("SADD", "s", "1");
    String wrong = "WRONGTYPE Operation against a key holding the wrong kind of value";
    for (String operation : List.of("SINTER", "SUNION", "SDIFF")) {
      refused(run(operation, "none", "text"), wrong);
      refused(run(operation + "STORE", "dst", "s", "text"), wrong);
    }
    refused(run("SINTERCARD", "2", "none", "text"), wrong);
    assertThat(run("SUNIONSTORE", "text", "s").asLong()).isEqualTo(1);
  }

  @Test
  void sintercardStopsAtItsLimit() {
    sadd("a", "", 0, 50);
    sadd("b", "", 10, 90);
    assertThat(run("SINTERCARD", "2", "a", "b").asLong()).isEqualTo(40);
    assertThat(run("SINTERCARD", "2", "a", "b", "LIMIT", "0").asLong()).isEqualTo(40);
    assertThat(run("SINTERCARD", "2", "a", "b", "limit", "15").asLong()).isEqualTo(15);
    assertThat(run("SINTERCARD", "2", "a", "b", "LIMIT", "99").asLong()).isEqualTo(40);
    assertThat(run("SINTERCARD", "2", "a", "none").asLong()).isZero();
    refused(run("SINTERCARD", "0", "a"), "ERR numkeys should be greater than 0");
    refused(run("SINTERCARD", "x", "a"), "ERR numkeys should be greater than 0");
    refused(run("SINTERCARD", "2", "a"), "ERR Number of keys can't be greater than number of args");
    refused(run("SINTERCARD", "1", "a", "LIMIT", "-1"), "ERR LIMIT can't be negative");
    refused(run("SINTERCARD", "1", "a", "LIMIT"), "ERR syntax error");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1000", "1000,0"})
  void popsEachShareOfASet(int integers, int entries) {
    limits(integers, entries);
    for (int count : new int[] {1, 10, 60, 95, 99, 100, 150}) {
      sadd("s", "", 0, 100);
      Set<String> popped = new LinkedHashSet<>(texts(run("SPOP", "s", "" + count)));
      assertThat(popped).hasSize(Math.min(count, 100));
      Set<String> all = new HashSet<>(texts(run("SMEMBERS", "s")));
      assertThat(all).hasSize(100 - popped.size()).doesNotContainAnyElementsOf(popped);
      all.addAll(popped);
      assertThat(all).hasSize(100);
      run("DEL", "s");
    }
  }

  @Test
  void whatStaysAfterAGreatPopIsSmallAgain() {
    sadd("s", "t", 0, 1000);
    run("SPOP", "s", "950");
    assertThat(encoding("s")).isEqualTo("listpack");
    sadd("i", "", 0, 1000);
    run("SPOP", "i", "950");
    assertThat(encoding("i")).isEqualTo("listpack");
  }

  @Test
  void spopChecksItsCount() {
    String error = "ERR value is out of range, must be positive";
    refused(run("SPOP", "s", "-1"), error);
    refused(run("SPOP", "s", "x"), error);
    refused(run("SPOP", "s", "x", "y"), "ERR syntax error");
    assertThat(run("SPOP", "s").isNull()).isTrue();
    assertThat(run("SPOP", "s", "3")).isEqualTo(new Reply.Distinct(List.of()));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1000", "1000,0"})
  void drawsMembersByChance(int integers, int entries) {
    limits(integers, entries);
    sadd("s", "", 0, 64);
    for (int count : new int[] {1, 5, 30, 63, 64, 99}) {
      assertThat(texts(run("SRANDMEMBER", "s", "" + count)))
          .hasSize(Math.min(count, 64))
          .doesNotHaveDuplicates();
    }
    int[] times = new int[64];
    for (int i = 0; i < 10; i++) {
      texts(run("SRANDMEMBER", "s", "-6400")).forEach(member -> times[Integer.parseInt(member)]++);
    }
    double chiSquare = 0;
    for (int seen : times) {
      chiSquare += (seen - 1000.0) * (seen - 1000.0) / 1000.0;
    }
    // 63 degrees of freedom: beyond this once in a million runs.
    assertThat(chiSquare).isLessThan(130);
    refused(run("SRANDMEMBER", "s", "x", "y"), "ERR syntax error");
    assertThat(run("SRANDMEMBER", "none", "-3")).isEqualTo(Reply.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t"})
  void scansReturnEachMemberThatStays(String prefix) {
    sadd("s", prefix, 0, 600);
    Set<String> found = new HashSet<>();
    String cursor = "0";
    int step = 0;
    do {
      Reply reply = run("SSCAN", "s", cursor, "COUNT", "9");
      cursor = String.valueOf(reply.asList().get(0).asText());
      found.addAll(texts(reply.asList().get(1)));
      run("SREM", "s", prefix + (100 + step));
      step++;
    } while (!cursor.equals("0"));
    IntStream.range(0, 100).forEach(i -> assertThat(found).contains(prefix + i));
    IntStream.range(400, 600).forEach(i -> assertThat(found).contains(prefix + i));
  }

  @Test
  void smoveMovesAndTells() {
    run("SADD", "a", "1", "2");
    run("SADD", "b", "2");
    run("SET", "text", "x");
    recording.takeEvents();
    recording.takeWrites();
    assertThat(run("SMOVE", "none", "text", "1").asLong()).isZero();
    assertThat(run("SMOVE", "a", "text", "1")).isInstanceOf(Reply.Failure.class);
    assertThat(run("SMOVE", "a", "a", "1").asLong()).isEqualTo(1);
    assertThat(run("SMOVE", "a", "b", "9").asLong()).isZero();
    assertThat(recording.takeEvents()).isEmpty();
    assertThat(run("SMOVE", "a", "b", "2").asLong()).isEqualTo(1);
    assertThat(recording.takeEvents()).containsExactly("s srem a");
    assertThat(run("SMOVE", "a", "c", "1").asLong()).isEqualTo(1);
    assertThat(recording.takeEvents()).containsExactly("s srem a", "g del a", "s sadd c");
    assertThat(encoding("c")).isEqualTo("intset");
    assertThat(recording.takeWrites()).containsExactly("SMOVE a b 2", "SMOVE a c 1");
  }

  @Test
  void tellsWhatHasHappened() {
    run("SADD", "s", "a", "b", "a");
    run("SADD", "s", "a");
    run("SREM", "s", "x");
    run("SUNIONSTORE", "t", "s");
    run("SINTERSTORE", "t", "s", "none");
    run("SINTERSTORE", "t", "s", "none");
    run("SREM", "s", "a", "b");
    assertThat(recording.takeEvents())
        .containsExactly("s sadd s", "s sunionstore t", "g del t", "s srem s", "g del s");
    assertThat(recording.takeWrites())
        .containsExactly("SADD s a b a", "SUNIONSTORE t s", "SINTERSTORE t s none", "SREM s a b");
  }

  @Test
  void popsAreLoggedAsWhatTheyDid() {
    run("SADD", "s", "a");
    recording.takeWrites();
    recording.takeEvents();
    run("SPOP", "s");
    assertThat(recording.takeWrites()).containsExactly("SREM s a");
    assertThat(recording.takeEvents()).containsExactly("s spop s", "g del s");
    sadd("s", "", 0, 3000);
    recording.takeWrites();
    recording.takeEvents();
    run("SPOP", "s", "2000");
    assertThat(recording.takeWrites()).hasSize(2).allMatch(line -> line.startsWith("SREM s "));
    assertThat(recording.takeEvents()).containsExactly("s spop s");
    run("SPOP", "s", "1000");
    assertThat(recording.takeWrites()).containsExactly("DEL s");
    assertThat(recording.takeEvents()).containsExactly("s spop s", "g del s");
  }

  @Test
  void copiesHaveALifeOfTheirOwn() {
    for (String prefix : List.of("", "t")) {
      for (int size : new int[] {20, 600}) {
        run("DEL", "s");
        sadd("s", prefix, 0, size);
        run("COPY", "s", "copy", "REPLACE");
        assertThat(encoding("copy")).isEqualTo(encoding("s"));
        run("SADD", "copy", "new");
        run("SREM", "copy", prefix + "1");
        assertThat(run("SCARD", "s").asLong()).isEqualTo(size);
        assertThat(run("SISMEMBER", "s", "new").asLong()).isZero();
      }
    }
  }
}
