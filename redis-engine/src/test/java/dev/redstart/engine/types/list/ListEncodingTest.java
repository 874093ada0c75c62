package dev.redstart.engine.types.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a list is a listpack and when a quicklist, in both directions, by each command. */
class ListEncodingTest {

  private static final String LIMIT = "list-max-listpack-size";

  private RedisEngine engine = RedisEngine.builder().build();
  private Session session = engine.session();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theLimitInElementsIsReachedByPushingMore() {
    limit("4");
    run("RPUSH", "k", "1", "2", "3", "4");
    assertThat(encoding()).isEqualTo("listpack");
    run("LPUSH", "k", "0");
    assertThat(encoding()).isEqualTo("quicklist");
    run("DEL", "k");
    run("RPUSH", "k", "1", "2", "3", "4", "5");
    assertThat(encoding()).isEqualTo("quicklist");
  }

  @Test
  void halfTheLimitMakesAListpackAgain() {
    limit("4");
    run("RPUSH", "k", "1", "2", "3", "4", "5");
    run("RPOP", "k");
    run("RPOP", "k");
    assertThat(encoding()).isEqualTo("quicklist");
    run("RPOP", "k");
    assertThat(encoding()).isEqualTo("listpack");
  }

  @Test
  void trimmingAndRemovingShrinkToo() {
    limit("4");
    run("RPUSH", "k", "1", "1", "1", "4", "5");
    run("LREM", "k", "0", "1");
    // 4 and 5 are in two nodes still.
    assertThat(encoding()).isEqualTo("quicklist");
    run("LTRIM", "k", "0", "0");
    assertThat(encoding()).isEqualTo("listpack");
  }

  @Test
  void aLimitOfOneNeverGoesBack() {
    limit("0");
    run("RPUSH", "k", "a");
    assertThat(encoding()).isEqualTo("listpack");
    run("RPUSH", "k", "b");
    run("RPOP", "k");
    assertThat(encoding()).isEqualTo("quicklist");
  }

  @Test
  void anInsertionThatDoesNotHappenMayConvert() {
    limit("4");
    run("RPUSH", "k", "1", "2", "3", "4");
    assertThat(run("LINSERT", "k", "AFTER", "9", "5").asLong()).isEqualTo(-1);
    assertThat(encoding()).isEqualTo("quicklist");
  }

  @Test
  void aReplacementMayConvertInBothDirections() {
    run("RPUSH", "k", "a", "b");
    run("LSET", "k", "0", "x".repeat(8190));
    assertThat(encoding()).isEqualTo("quicklist");
    run("LSET", "k", "0", "a");
    assertThat(encoding()).isEqualTo("listpack");
  }

  @Test
  void largeElementsGetNodesOfTheirOwn() {
    run("RPUSH", "k", "x".repeat(9000));
    assertThat(encoding()).isEqualTo("quicklist");
    run("RPUSH", "k", "a");
    run("LPOP", "k");
    assertThat(encoding()).isEqualTo("listpack");
  }

  @Test
  void bytesAreCountedWithTheirOverhead() {
    limit("-1");
    run("RPUSH", "k", "x".repeat(4089));
    assertThat(encoding()).isEqualTo("listpack");
    run("DEL", "k");
    run("RPUSH", "k", "x".repeat(4090));
    assertThat(encoding()).isEqualTo("quicklist");
  }

  @Test
  void moving() {
    limit("2");
    run("RPUSH", "k", "1", "2");
    run("RPUSH", "from", "3", "4", "5");
    run("LMOVE", "from", "k", "LEFT", "RIGHT");
    assertThat(encoding()).isEqualTo("quicklist");
    run("LMOVE", "k", "from", "LEFT", "RIGHT");
    run("LMOVE", "k", "from", "LEFT", "RIGHT");
    assertThat(encoding()).isEqualTo("listpack");
  }

  @Test
  void sortingStoresWhatFits() {
    limit("2");
    run("RPUSH", "from", "3", "1");
    run("SORT", "from", "STORE", "k");
    assertThat(encoding()).isEqualTo("listpack");
    run("RPUSH", "from", "2");
    run("SORT", "from", "STORE", "k");
    assertThat(encoding()).isEqualTo("quicklist");
  }

  @Test
  void theOldNameIsTheSameSetting() {
    engine.close();
    engine = RedisEngine.builder().setting("list-max-ziplist-size", "1").build();
    session = engine.session();
    run("RPUSH", "k", "1", "2");
    assertThat(encoding()).isEqualTo("quicklist");
  }

  private String encoding() {
    return String.valueOf(run("OBJECT", "ENCODING", "k").asText());
  }

  private void limit(String text) {
    java.util.Objects.requireNonNull(engine.settings().find(LIMIT)).parse(text);
  }

  private Reply run(String... args) {
    return session.execute(args);
  }
}
