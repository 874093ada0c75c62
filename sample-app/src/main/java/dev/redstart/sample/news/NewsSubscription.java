package dev.redstart.sample.news;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.stereotype.Component;

/** Subscribes the audience to the channel, in the listener container that Boot provides. */
@Component
final class NewsSubscription implements InitializingBean {

  private final RedisMessageListenerContainer container;
  private final Audience audience;

  /** Indexed sessions have a container of their own; this is the one for everybody. */
  NewsSubscription(
      @Qualifier("redisMessageListenerContainer") RedisMessageListenerContainer container,
      Audience audience) {
    this.container = container;
    this.audience = audience;
  }

  @Override
  public void afterPropertiesSet() {
    container.addMessageListener(audience, ChannelTopic.of(Newsroom.CHANNEL));
  }
}
