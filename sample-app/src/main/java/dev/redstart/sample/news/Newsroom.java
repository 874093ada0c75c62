package dev.redstart.sample.news;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Publishes what happened, for the pages open here and for any other subscriber. */
@Component
public final class Newsroom {

  static final String CHANNEL = "news";

  private final StringRedisTemplate redis;
  private final JsonMapper mapper;

  Newsroom(StringRedisTemplate redis, JsonMapper mapper) {
    this.redis = redis;
    this.mapper = mapper;
  }

  /** Publishes it as JSON. */
  public void publish(News news) {
    redis.convertAndSend(CHANNEL, mapper.writeValueAsString(news));
  }
}
