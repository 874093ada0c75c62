package dev.redstart.sample.orders;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.stream.StreamMessageListenerContainer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer.StreamMessageListenerContainerOptions;

/** One consumer of the group that ships orders. */
@Configuration(proxyBeanMethods = false)
class ShippingConfiguration {

  @Bean
  StreamMessageListenerContainer<String, MapRecord<String, String, String>> shippingContainer(
      RedisConnectionFactory connections, StringRedisTemplate redis, Shipping shipping) {
    createGroup(redis);
    var container =
        StreamMessageListenerContainer.create(
            connections,
            StreamMessageListenerContainerOptions.builder()
                .pollTimeout(Duration.ofMillis(200))
                .build());
    container.receive(
        Consumer.from(Shipping.GROUP, "sample"),
        StreamOffset.create(Orders.STREAM, ReadOffset.lastConsumed()),
        shipping);
    return container;
  }

  /** From the stream's beginning, unless the group is there since an earlier start. */
  private static void createGroup(StringRedisTemplate redis) {
    try {
      redis.opsForStream().createGroup(Orders.STREAM, ReadOffset.from("0"), Shipping.GROUP);
    } catch (RedisSystemException failure) {
      if (!String.valueOf(failure.getMostSpecificCause().getMessage()).startsWith("BUSYGROUP")) {
        throw failure;
      }
    }
  }
}
