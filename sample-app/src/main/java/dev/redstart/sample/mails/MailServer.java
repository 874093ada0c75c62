package dev.redstart.sample.mails;

import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands for a mail server. As many do against spam, it refuses what it sees for the first time;
 * honest senders try again.
 */
@Component
class MailServer {

  private static final String SENT = "mails";
  private static final String SEEN = "mails:seen:";
  private static final Duration MEMORY = Duration.ofHours(1);

  private final StringRedisTemplate redis;
  private final JsonMapper mapper;

  MailServer(StringRedisTemplate redis, JsonMapper mapper) {
    this.redis = redis;
    this.mapper = mapper;
  }

  /**
   * Sends a mail.
   *
   * @param id what tells it from others
   */
  void send(String id, Mail mail) {
    if (Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(SEEN + id, mail.to(), MEMORY))) {
      throw new IllegalStateException("451 " + mail.to() + " is not known yet, try again later");
    }
    redis.opsForList().leftPush(SENT, mapper.writeValueAsString(mail));
  }

  /** Those sent last, the latest first. */
  List<Mail> latest(int count) {
    List<String> mails = redis.opsForList().range(SENT, 0, count - 1L);
    return mails == null
        ? List.of()
        : mails.stream().map(mail -> mapper.readValue(mail, Mail.class)).toList();
  }

  /** Forgets all but those sent last. */
  void keep(int count) {
    redis.opsForList().trim(SENT, 0, count - 1L);
  }
}
