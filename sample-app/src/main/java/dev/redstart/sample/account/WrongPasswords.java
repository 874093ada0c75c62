package dev.redstart.sample.account;

import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Counts wrong passwords by login; the counter expires by itself, and with it the block. */
@Component
final class WrongPasswords {

  static final int ALLOWED = 5;
  private static final Duration BLOCK = Duration.ofMinutes(1);

  private final StringRedisTemplate redis;

  WrongPasswords(StringRedisTemplate redis) {
    this.redis = redis;
  }

  boolean tooMany(String login) {
    String count = redis.opsForValue().get(key(login));
    return count != null && Integer.parseInt(count) >= ALLOWED;
  }

  void count(String login) {
    redis.opsForValue().setIfAbsent(key(login), "0", BLOCK);
    redis.opsForValue().increment(key(login));
  }

  void forget(String login) {
    redis.delete(key(login));
  }

  private static String key(String login) {
    return "wrong-passwords:" + login;
  }
}
