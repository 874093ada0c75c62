package dev.redstart.engine.types.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashCommandsTest {

  private final Recording recording = new Recording();
  private RedisEngine engine = RedisEngine.builder().with(recording).build();
  private Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  private void limits(int entries, int length) {
    close();
    engine =
        RedisEngine.builder()
            .setting("hash-max-listpack-entries", String.valueOf(entries))
            .setting("hash-max-ziplist-value", String.valueOf(length))
            .with(recording)
            .build();
    session = engine.session();
  }

  private Reply run(String... words) {
    return session.execute(words);
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

  private String[] hset(String key, int fields) {
    List<String> words = new ArrayList<>(List.of("HSET", key));
    for (int i = 0; i < fields; i++) {
      words.add("f" + i);
      words.add("v" + i);
    }
    return words.toArray(String[]::new);
  }

  @Test
  void whatWasHandedOutStaysWhenAValueIsWrittenOver() {
    limits(0, 64);
    run("HSET", "h", "f", "abc");
    Reply first = run("HGET", "h", "f");
    run("HSET", "h", "f", "def");
    Reply second = run("HGET", "h", "f");
    run("COPY", "h", "copy");
    run("HSET", "h", "f", "ghi");

    assertThat(first.asText()).isEqualTo("abc");
    assertThat(second.asText()).isEqualTo("def");
    assertThat(run("HGET", "copy", "f").asText()).isEqualTo("def");
    assertThat(run("HGET", "h", "f").asText()).isEqualTo("ghi");
    assertThat(encoding("h")).isEqualTo("hashtable");
  }

  @Test
  void hsetCountsOnlyNewFields() {
    assertThat(run("HSET", "h", "a", "1", "b", "2", "a", "3").asLong()).isEqualTo(2);
    assertThat(run("HSET", "h", "a", "4", "c", "5").asLong()).isEqualTo(1);
    assertThat(run("HGETALL", "h")).isInstanceOf(Reply.Dict.class);
    assertThat(texts(run("HGETALL", "h"))).containsExactly("a", "4", "b", "2", "c", "5");
    assertThat(run("HMSET", "h", "d", "6")).isEqualTo(Reply.ok());
    assertThat(texts(run("HMGET", "h", "a", "x", "d"))).containsExactly("4", "null", "6");
  }

  @Test
  void becomesATableBeyondSoManyFields() {
    run(hset("h", 512));
    assertThat(encoding("h")).isEqualTo("listpack");
    run("HSET", "h", "f0", "again");
    assertThat(encoding("h")).isEqualTo("listpack");
    run("HSET", "h", "one", "more");
    assertThat(encoding("h")).isEqualTo("hashtable");
    assertThat(run("HLEN", "h").asLong()).isEqualTo(513);
    run("HDEL", "h", "one");
    assertThat(encoding("h")).isEqualTo("hashtable");
  }

  @Test
  void manyFieldsAtOnceMakeATableEvenIfTheyAreTheSame() {
    String[] words = hset("h", 513);
    for (int i = 2; i < words.length; i += 2) {
      words[i] = "same";
    }
    run(words);
    assertThat(encoding("h")).isEqualTo("hashtable");
    assertThat(run("HLEN", "h").asLong()).isEqualTo(1);
  }

  @Test
  void becomesATableWithALongNameOrValue() {
    run("HSET", "h", "f", "x".repeat(64));
    assertThat(encoding("h")).isEqualTo("listpack");
    run("HSET", "h", "f", "x".repeat(65));
    assertThat(encoding("h")).isEqualTo("hashtable");
    run("HSETNX", "n", "x".repeat(65), "v");
    assertThat(encoding("n")).isEqualTo("hashtable");
  }

  @Test
  void sumsBecomeLongToo() {
    limits(128, 8);
    run("HINCRBYFLOAT", "h", "f", "12345678");
    assertThat(encoding("h")).isEqualTo("listpack");
    run("HINCRBYFLOAT", "h", "f", "0.5");
    assertThat(encoding("h")).isEqualTo("hashtable");
    run("HINCRBY", "i", "f", "99999999");
    assertThat(encoding("i")).isEqualTo("listpack");
    run("HINCRBY", "i", "f", "1");
    assertThat(encoding("i")).isEqualTo("hashtable");
  }

  @ParameterizedTest
  @CsvSource({"0,64", "2,64", "512,64", "512,3"})
  void behavesAsAMap(int entries, int length) {
    limits(entries, length);
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      run("DEL", "h");
      Map<String, String> model = new HashMap<>();
      for (int step = 0; step < 300; step++) {
        step(random, model);
      }
      Map<String, String> found = new HashMap<>();
      List<String> flat = texts(run("HGETALL", "h"));
      for (int i = 0; i < flat.size(); i += 2) {
        found.put(flat.get(i), flat.get(i + 1));
      }
      assertThat(found).as("seed " + seed).isEqualTo(model);
      assertThat(texts(run("HKEYS", "h"))).hasSameElementsAs(model.keySet());
      assertThat(texts(run("HVALS", "h")))
          .as("seed " + seed)
          .containsExactlyInAnyOrderElementsOf(model.values());
    }
  }

  private void step(Random random, Map<String, String> model) {
    String field = "f" + random.nextInt(random.nextBoolean() ? 5 : 40);
    String value = random.nextBoolean() ? "" + random.nextInt() : "v" + random.nextInt(1000);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        boolean added = model.put(field, value) == null;
        assertThat(run("HSET", "h", field, value).asLong()).isEqualTo(added ? 1 : 0);
      }
      case 3 -> {
        boolean added = model.putIfAbsent(field, value) == null;
        assertThat(run("HSETNX", "h", field, value).asLong()).isEqualTo(added ? 1 : 0);
      }
      case 4 -> {
        boolean removed = model.remove(field) != null;
        assertThat(run("HDEL", "h", field).asLong()).isEqualTo(removed ? 1 : 0);
      }
      case 5 -> assertThat(run("HGET", "h", field).asText()).isEqualTo(model.get(field));
      case 6 ->
          assertThat(run("HSTRLEN", "h", field).asLong())
              .isEqualTo(model.getOrDefault(field, "").length());
      default -> {
        assertThat(run("HEXISTS", "h", field).asLong() == 1).isEqualTo(model.containsKey(field));
        assertThat(run("HLEN", "h").asLong()).isEqualTo(model.size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void drawsFieldsByChance(int entries) {
    limits(entries, 64);
    run(hset("h", 30));
    for (int count : new int[] {1, 5, 12, 29, 30, 50}) {
      List<String> names = texts(run("HRANDFIELD", "h", "" + count));
      assertThat(names).hasSize(Math.min(count, 30)).doesNotHaveDuplicates();
      assertThat(texts(run("HRANDFIELD", "h", "-" + count))).hasSize(count);
    }
    Reply pairs = run("HRANDFIELD", "h", "-7", "withvalues");
    assertThat(pairs).isInstanceOf(Reply.Pairs.class);
    List<String> flat = texts(pairs);
    assertThat(flat).hasSize(14);
    for (int i = 0; i < flat.size(); i += 2) {
      assertThat(flat.get(i + 1)).isEqualTo(flat.get(i).replace('f', 'v'));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(String.valueOf(run("HRANDFIELD", "h").asText()));
    }
    assertThat(seen).hasSize(30);
  }

  @Test
  void hrandfieldChecksItsCount() {
    String range = "-9223372036854775807 and 9223372036854775807";
    refused(
        run("HRANDFIELD", "h", "-9223372036854775808"),
        "ERR value is out of range, value must between " + range);
    refused(
        run("HRANDFIELD", "h", "-9223372036854770000", "WITHVALUES"), "ERR value is out of range");
    refused(run("HRANDFIELD", "h", "1", "BOGUS"), "ERR syntax error");
    refused(run("HRANDFIELD", "h", "x"), "ERR value is not an integer or out of range");
    assertThat(run("HRANDFIELD", "h").isNull()).isTrue();
    assertThat(run("HRANDFIELD", "h", "3", "WITHVALUES")).isEqualTo(Reply.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000})
  void scansReturnEachFieldThatStays(int entries) {
    limits(entries, 64);
    run(hset("h", 500));
    Map<String, String> found = new TreeMap<>();
    String cursor = "0";
    int step = 0;
    do {
      Reply reply = run("HSCAN", "h", cursor, "COUNT", "7", "MATCH", "f?[05]");
      cursor = String.valueOf(reply.asList().get(0).asText());
      List<String> flat = texts(reply.asList().get(1));
      for (int i = 0; i < flat.size(); i += 2) {
        found.put(flat.get(i), flat.get(i + 1));
      }
      run("HDEL", "h", "f" + (100 + step), "f" + (499 - step));
      run("HSET", "h", "new" + step, "");
      step++;
    } while (!cursor.equals("0"));
    assertThat(found).hasSize(18).containsEntry("f10", "v10").containsEntry("f95", "v95");
  }

  @Test
  void hscanCanLeaveValuesOut() {
    run("HSET", "h", "a", "1", "b", "2");
    assertThat(texts(run("HSCAN", "h", "0", "NOVALUES").asList().get(1))).containsExactly("a", "b");
    refused(run("HSCAN", "h", "x"), "ERR invalid cursor");
    refused(run("HSCAN", "h", "0", "NOVALUES", "1"), "ERR syntax error");
    assertThat(texts(run("HSCAN", "none", "0", "BOGUS").asList().get(1))).isEmpty();
  }

  @Test
  void incrementsCheckBeforeTheyChange() {
    run("HSET", "h", "max", "9223372036854775807", "text", " 1", "inf", "inf");
    refused(run("HINCRBY", "h", "max", "1"), "ERR increment or decrement would overflow");
    refused(run("HINCRBY", "h", "text", "1"), "ERR hash value is not an integer");
    refused(run("HINCRBY", "h", "n", "1.5"), "ERR value is not an integer or out of range");
    refused(run("HINCRBYFLOAT", "h", "text", "1"), "ERR hash value is not a float");
    refused(run("HINCRBYFLOAT", "h", "n", "x"), "ERR value is not a valid float");
    refused(run("HINCRBYFLOAT", "h", "n", "-inf"), "ERR value is NaN or Infinity");
    refused(run("HINCRBYFLOAT", "h", "inf", "1"), "ERR increment would produce NaN or Infinity");
    refused(run("HINCRBYFLOAT", "none", "n", "nan"), "ERR value is not a valid float");
    assertThat(run("EXISTS", "none").asLong()).isZero();
    assertThat(run("HINCRBY", "h", "n", "-3").asLong()).isEqualTo(-3);
    assertThat(run("HINCRBYFLOAT", "h", "n", "3.1").asText()).isEqualTo("0.1");
  }

  @Test
  void otherTypesAreRefused() {
    run("SET", "s", "text");
    for (String command : List.of("HGETALL", "HKEYS", "HVALS", "HLEN", "HRANDFIELD")) {
      assertThat(run(command, "s")).isInstanceOf(Reply.Failure.class);
    }
    refused(
        run("HSET", "s", "f", "v"),
        "WRONGTYPE Operation against a key holding the wrong kind of value");
    refused(run("HSET", "s", "f"), "ERR wrong number of arguments for 'hset' command");
    refused(run("HMSET", "s", "f", "v", "g"), "ERR wrong number of arguments for 'hmset' command");
  }

  @Test
  void tellsWhatHasHappened() {
    run("HSET", "h", "a", "1");
    run("HMSET", "h", "a", "1", "b", "2");
    run("HSETNX", "h", "a", "9");
    run("HSETNX", "h", "c", "3");
    run("HINCRBY", "h", "a", "2");
    run("HINCRBYFLOAT", "h", "a", "0.5");
    run("HDEL", "h", "none");
    run("HDEL", "h", "a", "b", "c", "d");
    assertThat(recording.takeEvents())
        .containsExactly(
            "h hset h",
            "h hset h",
            "h hset h",
            "h hincrby h",
            "h hincrbyfloat h",
            "h hdel h",
            "g del h");
    assertThat(recording.takeWrites())
        .containsExactly(
            "HSET h a 1",
            "HMSET h a 1 b 2",
            "HSETNX h c 3",
            "HINCRBY h a 2",
            "HSET h a 3.5",
            "HDEL h a b c d");
  }

  @Test
  void copiesHaveALifeOfTheirOwn() {
    for (int fields : new int[] {3, 600}) {
      run(hset("h", fields));
      run("COPY", "h", "copy", "REPLACE");
      assertThat(encoding("copy")).isEqualTo(encoding("h"));
      run("HSET", "copy", "f1", "changed", "new", "1");
      run("HDEL", "copy", "f2");
      assertThat(texts(run("HMGET", "h", "f1", "f2", "new"))).containsExactly("v1", "v2", "null");
      assertThat(run("HLEN", "copy").asLong()).isEqualTo(fields);
    }
  }
}
