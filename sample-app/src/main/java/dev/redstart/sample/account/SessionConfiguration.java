package dev.redstart.sample.account;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Sessions as JSON, by the bean name that Spring Session looks for. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

  @Bean
  RedisSerializer<Object> springSessionDefaultRedisSerializer() {
    var ours =
        BasicPolymorphicTypeValidator.builder()
            .allowIfSubType(Account.class)
            .allowIfSubType("java.lang.")
            .allowIfSubType("java.util.")
            .allowIfSubType("java.time.")
            .build();
    return GenericJacksonJsonRedisSerializer.builder().enableDefaultTyping(ours).build();
  }
}
