package dev.redstart.engine.types.zset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.Recording;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZsetCommandsTest {

  private final Recording recording = new Recording();
  private RedisEngine engine = RedisEngine.builder().with(recording).build();
  private Session session = engine.session();

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  private void limits(int entries) {
    close();
    engine =
        RedisEngine.builder()
            .setting("zset-max-ziplist-entries", String.valueOf(entries))
            .with(recording)
            .build();
    session = engine.session();
  }

  private String run(String line) {
    return ZsetText.of(session.execute(line.split(" ")));
  }

  @Test
  void staysPackedUpToItsLimits() {
    limits(2);
    run("ZADD z 1 a 2 b");
    assertThat(run("OBJECT ENCODING z")).isEqualTo("listpack");
    run("ZADD z XX 3 c");
    assertThat(run("OBJECT ENCODING z")).isEqualTo("listpack");
    run("ZADD z 3 c");
    assertThat(run("OBJECT ENCODING z")).isEqualTo("skiplist");
    assertThat(run("ZRANGE z 0 -1 WITHSCORES")).isEqualTo("<a ,1 b ,2 c ,3>");
    run("ZADD long 1 " + "x".repeat(64));
    assertThat(run("OBJECT ENCODING long")).isEqualTo("listpack");
    run("ZADD long 1 " + "x".repeat(65));
    assertThat(run("OBJECT ENCODING long")).isEqualTo("skiplist");
    run("ZUNIONSTORE small 1 z AGGREGATE MAX");
    run("ZREM z c");
    run("ZUNIONSTORE smaller 1 z");
    assertThat(run("OBJECT ENCODING small")).isEqualTo("skiplist");
    assertThat(run("OBJECT ENCODING smaller")).isEqualTo("listpack");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void zaddObeysItsOptions(int entries) {
    limits(entries);
    assertThat(run("ZADD z XX 1 a")).isEqualTo(":0");
    assertThat(run("EXISTS z")).isEqualTo(":0");
    assertThat(run("ZADD z XX INCR 1 a")).isEqualTo("NULL");
    assertThat(run("ZADD z NX 1 a 2 b 1 a")).isEqualTo(":2");
    assertThat(run("ZADD z NX 5 a")).isEqualTo(":0");
    assertThat(run("ZADD z CH 5 a 2 b 3 c")).isEqualTo(":2");
    assertThat(run("ZADD z GT CH 4 a 4 b 1 d")).isEqualTo(":2");
    assertThat(run("ZADD z LT CH 4 a 5 b")).isEqualTo(":1");
    assertThat(run("ZADD z GT INCR -1 a")).isEqualTo("NULL");
    assertThat(run("ZADD z INCR 1.5 a")).isEqualTo(",5.5");
    assertThat(run("ZRANGE z 0 -1 WITHSCORES")).isEqualTo("<d ,1 c ,3 b ,4 a ,5.5>");
    assertThat(run("ZINCRBY z inf a")).isEqualTo(",inf");
    assertThat(run("ZINCRBY z -inf a")).isEqualTo("ERR resulting score is not a number (NaN)");
    assertThat(run("ZINCRBY z NX a")).isEqualTo("ERR syntax error");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void rangesAreCutByScoreAndName(int entries) {
    limits(entries);
    run("ZADD z 1 a 2 b 3 c 4 d 5 e");
    assertThat(run("ZRANGE z 1 -2")).isEqualTo("[b c d]");
    assertThat(run("ZRANGE z 3 1")).isEqualTo("[]");
    assertThat(run("ZRANGE z 0 1 REV")).isEqualTo("[e d]");
    assertThat(run("ZRANGE z (1 +inf BYSCORE LIMIT 1 2")).isEqualTo("[c d]");
    assertThat(run("ZRANGE z (5 2 BYSCORE REV WITHSCORES")).isEqualTo("<d ,4 c ,3 b ,2>");
    assertThat(run("ZREVRANGEBYSCORE z 4 -inf LIMIT 1 -1")).isEqualTo("[c b a]");
    assertThat(run("ZCOUNT z (2 (5")).isEqualTo(":2");
    assertThat(run("ZCOUNT z 5 1")).isEqualTo(":0");
    run("ZADD l 0 a 0 b 0 c 0 d");
    assertThat(run("ZRANGEBYLEX l [b (d")).isEqualTo("[b c]");
    assertThat(run("ZRANGE l + [b BYLEX REV LIMIT 1 1")).isEqualTo("[c]");
    assertThat(run("ZRANGEBYLEX l + -")).isEqualTo("[]");
    assertThat(run("ZLEXCOUNT l - (c")).isEqualTo(":2");
    assertThat(run("ZRANGESTORE to z 2 9")).isEqualTo(":3");
    assertThat(run("ZRANGE to 0 -1")).isEqualTo("[c d e]");
    assertThat(run("ZRANGESTORE to z 9 10 BYSCORE")).isEqualTo(":0");
    assertThat(run("EXISTS to")).isEqualTo(":0");
    assertThat(run("ZRANK z c WITHSCORE")).isEqualTo("[:2 ,3]");
    assertThat(run("ZREVRANK z a")).isEqualTo(":4");
    assertThat(run("ZRANK z q WITHSCORE")).isEqualTo("NULL_ARRAY");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 128})
  void setOperationsTakeSetsToo(int entries) {
    limits(entries);
    run("ZADD z 1 a 2 b inf c");
    run("ZADD y 10 b -inf c");
    run("SADD s a b q");
    assertThat(run("ZUNION 2 z y WITHSCORES")).isEqualTo("<c ,0 a ,1 b ,12>");
    assertThat(run("ZUNION 2 z s WEIGHTS 2 3 WITHSCORES")).isEqualTo("<q ,3 a ,5 b ,7 c ,inf>");
    assertThat(run("ZINTER 3 z s y AGGREGATE MIN WITHSCORES")).isEqualTo("<b ,1>");
    assertThat(run("ZINTER 1 z WEIGHTS 0 WITHSCORES")).isEqualTo("<a ,0 b ,0 c ,0>");
    assertThat(run("ZDIFF 2 z s WITHSCORES")).isEqualTo("<c ,inf>");
    assertThat(run("ZINTERCARD 2 z s LIMIT 1")).isEqualTo(":1");
    assertThat(run("ZINTERCARD 2 z none")).isEqualTo(":0");
    assertThat(run("ZUNIONSTORE z 2 z none")).isEqualTo(":3");
    assertThat(run("ZINTERSTORE z 2 z none")).isEqualTo(":0");
    assertThat(run("EXISTS z")).isEqualTo(":0");
    run("RPUSH list a");
    assertThat(run("ZUNION 1 list FOO")).startsWith("WRONGTYPE");
  }

  @Test
  void popsHaveTheirOwnShapes() {
    run("ZADD z 1 a 2 b 3 c 4 d 5 e 6 f");
    assertThat(run("ZPOPMIN z")).isEqualTo("[a ,1]");
    assertThat(run("ZPOPMAX z 2")).isEqualTo("<f ,6 e ,5>");
    assertThat(run("ZMPOP 2 none z MAX COUNT 2")).isEqualTo("[z [[d ,4] [c ,3]]]");
    assertThat(run("BZPOPMAX none z 0")).isEqualTo("[z b ,2]");
    assertThat(run("ZMPOP 1 z MIN")).isEqualTo("NULL_ARRAY");
    assertThat(run("ZPOPMIN z")).isEqualTo("[]");
    assertThat(recording.takeWrites())
        .containsExactly(
            "ZADD z 1 a 2 b 3 c 4 d 5 e 6 f",
            "ZPOPMIN z",
            "ZPOPMAX z 2",
            "ZPOPMAX z 2",
            "ZPOPMAX z");
  }

  @Test
  void blockingPopsAreServedInOrder() {
    try (Session one = engine.session();
        Session other = engine.session()) {
      CompletableFuture<Reply> first = one.executeAsync(words("BZPOPMIN z 0"));
      CompletableFuture<Reply> second = other.executeAsync(words("BZMPOP 0 2 y z MAX COUNT 5"));
      run("ZADD z 1 a 2 b 3 c");
      assertThat(ZsetText.of(first.join())).isEqualTo("[z a ,1]");
      assertThat(ZsetText.of(second.join())).isEqualTo("[z [[c ,3] [b ,2]]]");
      assertThat(run("EXISTS z")).isEqualTo(":0");
    }
  }

  @Test
  void chanceKeepsToItsCount() {
    for (int entries : new int[] {0, 128}) {
      limits(entries);
      run("ZADD z 1 a 2 b 3 c 4 d");
      assertThat(session.execute(words("ZRANDMEMBER z 3")).asList()).hasSize(3);
      assertThat(session.execute(words("ZRANDMEMBER z 9 WITHSCORES")).asList()).hasSize(8);
      assertThat(session.execute(words("ZRANDMEMBER z -9 WITHSCORES")).asList()).hasSize(18);
      assertThat(run("ZRANDMEMBER none")).isEqualTo("NULL");
      assertThat(run("ZRANDMEMBER none 3")).isEqualTo("[]");
      assertThat(run("ZSCAN z 0 MATCH [ab] COUNT 100")).isIn("[0 [a 1 b 2]]", "[0 [b 2 a 1]]");
    }
  }

  @Test
  void tellsWhatHappened() {
    run("ZADD z 1 a 2 b 3 c 4 d 5 e 6 f");
    run("ZADD z INCR 1 a");
    run("ZREM z a nobody");
    run("ZREMRANGEBYRANK z 0 0");
    run("ZREMRANGEBYSCORE z 3 3");
    run("ZPOPMAX z");
    run("ZRANGESTORE to z 0 -1");
    run("ZUNIONSTORE to 1 z");
    run("ZDIFFSTORE to 2 z z");
    run("ZREMRANGEBYLEX z - +");
    assertThat(recording.takeEvents())
        .containsExactly(
            "z zadd z",
            "z zincr z",
            "z zrem z",
            "z zremrangebyrank z",
            "z zremrangebyscore z",
            "z zpopmax z",
            "z zrangestore to",
            "z zunionstore to",
            "g del to",
            "z zremrangebylex z",
            "g del z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ZADD z|ERR wrong number of arguments for 'zadd' command",
        "ZADD str XX NX 1 a|ERR XX and NX options at the same time are not compatible",
        "ZADD z GT LT 1 a|ERR GT, LT, and/or NX options at the same time are not compatible",
        "ZADD z INCR 1 a 2 b|ERR INCR option supports a single increment-element pair",
        "ZADD z 1 a 2|ERR syntax error",
        "ZADD str x a|ERR value is not a valid float",
        "ZRANK z a WITHSCORE 1|ERR wrong number of arguments for 'zrank' command",
        "ZRANGE str a b|ERR value is not an integer or out of range",
        "ZRANGEBYSCORE str x 1|ERR min or max is not a float",
        "ZRANGEBYLEX str x +|ERR min or max not valid string range item",
        "ZRANGESTORE d z 0 -1 WITHSCORES|ERR syntax error",
        "ZUNION 0 z|ERR at least 1 input key is needed for 'zunion' command",
        "ZUNIONSTORE d 2 z|ERR syntax error",
        "ZUNION 1 z WEIGHTS x|ERR weight value is not a float",
        "ZINTERCARD 1 z LIMIT -1|ERR LIMIT can't be negative",
        "ZMPOP 0 z MIN|ERR numkeys should be greater than 0",
        "ZMPOP 1 z MIN COUNT 0|ERR count should be greater than 0",
        "ZPOPMIN str -1|ERR value is out of range, must be positive",
        "BZPOPMIN str -1|ERR timeout is negative",
        "BZMPOP x 0 z MIN|ERR numkeys should be greater than 0",
        "BZMPOP x 1 z MIN|ERR timeout is not a float or out of range",
        "ZRANDMEMBER z -9223372036854775807 WITHSCORES|ERR value is out of range",
        "ZSCAN z x|ERR invalid cursor"
      })
  void refusesWhatMakesNoSense(String line, String error) {
    run("SET str 1");
    assertThat(run(line)).isEqualTo(error);
  }

  private static Bytes[] words(String line) {
    return Stream.of(line.split(" ")).map(Bytes::of).toArray(Bytes[]::new);
  }
}
