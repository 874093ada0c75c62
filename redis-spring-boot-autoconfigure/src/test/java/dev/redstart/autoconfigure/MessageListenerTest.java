package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Listener containers block a thread of theirs in the connection's subscribe. */
class MessageListenerTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class));

  @Test
  void messagesOfChannelsAndPatternsArriveUntilTheContextStops() {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    runner
        .withBean(
            "listener",
            MessageListener.class,
            () ->
                (message, pattern) ->
                    received.add(
                        new String(message.getChannel()) + "=" + new String(message.getBody())))
        .withUserConfiguration(Listening.class)
        .run(
            context -> {
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              assertThat(template.convertAndSend("news", "one")).isEqualTo(1);
              assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("news=one");
              template.convertAndSend("pattern:x", "two");
              assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("pattern:x=two");

              RedisMessageListenerContainer container =
                  context.getBean("listening", RedisMessageListenerContainer.class);
              MessageListener late = context.getBean(MessageListener.class);
              container.addMessageListener(late, ChannelTopic.of("late"));
              template.convertAndSend("late", "three");
              assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("late=three");
              container.removeMessageListener(late, ChannelTopic.of("late"));
              assertThat(template.convertAndSend("late", "four")).isZero();

              container.stop();
              assertThat(template.convertAndSend("news", "five")).isZero();
              container.start();
              assertThat(template.convertAndSend("news", "six")).isEqualTo(1);
              assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("news=six");
            });
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("listening-")));
  }

  @Configuration(proxyBeanMethods = false)
  static class Listening {

    @Bean
    RedisMessageListenerContainer listening(
        RedisConnectionFactory factory, MessageListener listener) {
      RedisMessageListenerContainer container = new RedisMessageListenerContainer();
      container.setConnectionFactory(factory);
      container.addMessageListener(listener, ChannelTopic.of("news"));
      container.addMessageListener(listener, PatternTopic.of("pattern:*"));
      return container;
    }
  }
}
