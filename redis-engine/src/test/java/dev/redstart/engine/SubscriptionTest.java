package dev.redstart.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {

  private final RedisEngine engine = RedisEngine.builder().build();
  private final Session session = engine.session();
  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
  private final Subscription subscription = engine.subscribe(heard::add);

  @AfterEach
  void close() {
    subscription.close();
    session.close();
    engine.close();
  }

  @Test
  void aMessageReachesTheListener() throws InterruptedException {
    subscription.subscribe("news");
    assertThat(publish("news", "hello")).isEqualTo(1);
    assertThat(next()).isEqualTo(new Message(null, Bytes.of("news"), Bytes.of("hello")));
  }

  @Test
  void aPatternIsNamedWithItsMessage() throws InterruptedException {
    subscription.subscribeToPatterns("n*");
    publish("news", "hello");
    assertThat(next()).isEqualTo(new Message(Bytes.of("n*"), Bytes.of("news"), Bytes.of("hello")));
  }

  @Test
  void whatIsNotSubscribedToAnyLongerIsNotHeard() throws InterruptedException {
    subscription.subscribe("a", "b").unsubscribe("a");
    assertThat(publish("a", "lost")).isZero();
    publish("b", "heard");
    assertThat(next().payload()).isEqualTo(Bytes.of("heard"));
  }

  @Test
  void patternsEndByThemselves() throws InterruptedException {
    subscription.subscribeToPatterns("a*", "b*").unsubscribeFromPatterns("a*");
    assertThat(publish("abc", "lost")).isZero();
    publish("bcd", "heard");
    assertThat(next().payload()).isEqualTo(Bytes.of("heard"));
  }

  @Test
  void aListenerThatFailsHearsTheNextMessage() throws InterruptedException {
    try (Subscription failing =
        engine.subscribe(
            message -> {
              heard.add(message);
              throw new IllegalStateException("on purpose");
            })) {
      failing.subscribe("c");
      publish("c", "1");
      publish("c", "2");
      assertThat(next().payload()).isEqualTo(Bytes.of("1"));
      assertThat(next().payload()).isEqualTo(Bytes.of("2"));
    }
  }

  @Test
  void aListenerMayUseTheEngineAndItsSubscription() throws InterruptedException {
    try (Subscription chain = engine.subscribe(message -> publishFromListener(message))) {
      chain.subscribe("in");
      subscription.subscribe("out");
      publish("in", "x");
      assertThat(next().payload()).isEqualTo(Bytes.of("x again"));
    }
  }

  @Test
  void aClosedSubscriptionHearsNothingAndTakesNoMore() {
    subscription.subscribe("news");
    subscription.close();
    subscription.close();
    assertThat(publish("news", "lost")).isZero();
    assertThatThrownBy(() -> subscription.subscribe("more"))
        .isInstanceOf(IllegalStateException.class);
  }

  private void publishFromListener(Message message) {
    try (Session own = engine.session()) {
      own.execute("PUBLISH", "out", message.payload() + " again");
    }
  }

  private long publish(String channel, String text) {
    Reply reply = session.execute("PUBLISH", channel, text);
    return reply.asLong();
  }

  private Message next() throws InterruptedException {
    Message message = heard.poll(10, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }
}
