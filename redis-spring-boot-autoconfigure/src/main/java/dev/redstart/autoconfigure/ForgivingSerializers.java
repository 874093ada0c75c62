package dev.redstart.autoconfigure;

import dev.redstart.session.ForgivingSerializer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Wraps the serializer of sessions, whoever has defined it. */
final class ForgivingSerializers implements BeanPostProcessor {

  /** The name by which Spring Session asks for it. */
  static final String BEAN = "springSessionDefaultRedisSerializer";

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (beanName.equals(BEAN) && bean instanceof RedisSerializer<?> serializer) {
      @SuppressWarnings("unchecked") // Spring Session asks for one of any object
      RedisSerializer<Object> ofSessions = (RedisSerializer<Object>) serializer;
      return new ForgivingSerializer(ofSessions);
    }
    return bean;
  }
}
