package dev.redstart.sample;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.redstart.test.RedstartClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** Wrong passwords are limited, and the limit refills. */
@WithClock
final class LoginLimitTest {

  @Autowired private MockMvc web;
  @Autowired private StringRedisTemplate redis;
  @Autowired private RedstartClock clock;

  /** A right password between the wrong ones doesn't count. */
  @BeforeEach
  void guessFiveTimes() throws Exception {
    clock.freeze();
    for (String password : List.of("a", "b", "analytical", "c", "d", "e")) {
      assertThat(signIn(password)).isEqualTo(password.length() == 1 ? 401 : 200);
    }
  }

  @Test
  void refillsAfterAQuarterOfAnHour() throws Exception {
    clock.advance(Duration.ofMinutes(14));
    assertThat(signIn("analytical")).isEqualTo(429);

    clock.advance(Duration.ofMinutes(1));
    assertThat(signIn("analytical")).isEqualTo(200);
  }

  @Test
  void isForgottenWhenItIsFullAgain() {
    assertThat(redis).keys("rate-limit:*").hasSize(1);
    clock.advance(Duration.ofHours(1));
    assertThat(redis).keys("rate-limit:*").isEmpty();
  }

  private int signIn(String password) throws Exception {
    return web.perform(post("/api/session").param("login", "ada").param("password", password))
        .andReturn()
        .getResponse()
        .getStatus();
  }
}
