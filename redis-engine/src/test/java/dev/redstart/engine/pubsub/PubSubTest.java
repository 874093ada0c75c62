package dev.redstart.engine.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PubSubTest {

  private final RedisEngine engine = RedisEngine.builder().build();
  private final Session one = engine.session();
  private final Session two = engine.session();

  @AfterEach
  void close() {
    one.close();
    two.close();
    engine.close();
  }

  @Test
  void messagesReachChannelsAndPatterns() throws InterruptedException {
    assertThat(texts(one.execute("SUBSCRIBE", "news", "sport")))
        .containsExactly("subscribe news 1", "subscribe sport 2");
    assertThat(texts(one.execute("PSUBSCRIBE", "n*"))).containsExactly("psubscribe n* 3");
    assertThat(two.execute("PUBLISH", "news", "hello").asLong()).isEqualTo(2);
    assertThat(text(next(one))).isEqualTo("message news hello");
    assertThat(text(next(one))).isEqualTo("pmessage n* news hello");
    assertThat(two.execute("PUBLISH", "weather", "rain").asLong()).isZero();
    assertThat(two.execute("PUBSUB", "NUMSUB", "news", "none").asList())
        .containsExactly(
            Reply.bulk("news"), Reply.integer(1), Reply.bulk("none"), Reply.integer(0));
    assertThat(two.execute("PUBSUB", "NUMPAT").asLong()).isEqualTo(1);
    assertThat(two.execute("PUBSUB", "CHANNELS", "s*").asList())
        .containsExactly(Reply.bulk("sport"));
  }

  @Test
  void subscriptionsEnd() {
    assertThat(texts(one.execute("UNSUBSCRIBE"))).containsExactly("unsubscribe null 0");
    one.execute("SUBSCRIBE", "a", "b");
    one.execute("PSUBSCRIBE", "c*");
    assertThat(texts(one.execute("UNSUBSCRIBE")))
        .containsExactly("unsubscribe a 2", "unsubscribe b 1");
    assertThat(texts(one.execute("PUNSUBSCRIBE", "x", "c*")))
        .containsExactly("punsubscribe x 1", "punsubscribe c* 0");
    one.execute("SUBSCRIBE", "a");
    one.close();
    assertThat(two.execute("PUBLISH", "a", "x").asLong()).isZero();
    assertThat(two.execute("PUBSUB", "CHANNELS").asList()).isEmpty();
  }

  @Test
  void aSubscriberOfTheOldProtocolMayCallLittle() {
    one.execute("HELLO", "2");
    one.execute("SUBSCRIBE", "a");
    assertThat(one.execute("GET", "k"))
        .isEqualTo(
            new Reply.Failure(
                "ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT /"
                    + " RESET are allowed in this context"));
    assertThat(text(one.execute("PING"))).isEqualTo("pong ");
    assertThat(text(one.execute("PING", "x"))).isEqualTo("pong x");
    assertThat(one.execute("RESET")).isEqualTo(Reply.simple("RESET"));
    assertThat(one.execute("GET", "k").isNull()).isTrue();
    assertThat(two.execute("PUBLISH", "a", "x").asLong()).isZero();
  }

  @Test
  void changesOfKeysAreTold() throws InterruptedException {
    one.execute("PSUBSCRIBE", "__key*__:*");
    two.execute("SET", "k", "v");
    assertThat(one.nextMessage(0)).isNull();
    two.execute("CONFIG", "SET", "notify-keyspace-events", "KEA");
    two.execute("SELECT", "3");
    two.execute("SET", "k", "v");
    assertThat(text(next(one))).isEqualTo("pmessage __key*__:* __keyspace@3__:k set");
    assertThat(text(next(one))).isEqualTo("pmessage __key*__:* __keyevent@3__:set k");
    two.execute("CONFIG", "SET", "notify-keyspace-events", "Eg");
    two.execute("SET", "k", "v");
    two.execute("DEL", "k");
    assertThat(text(next(one))).isEqualTo("pmessage __key*__:* __keyevent@3__:del k");
    assertThat(one.nextMessage(0)).isNull();
  }

  @Test
  void flagsAreAnsweredInRedisOrder() {
    assertThat(answered("KEA")).isEqualTo("AKE");
    assertThat(answered("gxElKn")).isEqualTo("glxnKE");
    assertThat(answered("KEAmn")).isEqualTo("AKEm");
    assertThat(answered("KEg$lshzxetdmn")).isEqualTo("AKEm");
    assertThat(answered("")).isEmpty();
    assertThat(two.execute("CONFIG", "SET", "notify-keyspace-events", "foo"))
        .isEqualTo(
            new Reply.Failure(
                "ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') -"
                    + " Invalid event class character. Use 'Ag$lshzxeKEtmdn'."));
  }

  private String answered(String flags) {
    two.execute("CONFIG", "SET", "notify-keyspace-events", flags);
    return text(two.execute("CONFIG", "GET", "notify-keyspace-events"))
        .replace("notify-keyspace-events ", "");
  }

  private static Reply next(Session session) throws InterruptedException {
    Reply message = session.nextMessage(1000);
    assertThat(message).isNotNull();
    return message;
  }

  private static List<String> texts(Reply several) {
    return ((Reply.Several) several).replies().stream().map(PubSubTest::text).toList();
  }

  private static String text(Reply array) {
    return array.asList().stream()
        .map(item -> item instanceof Reply.Int i ? String.valueOf(i.value()) : item.asText())
        .collect(Collectors.joining(" "));
  }
}
