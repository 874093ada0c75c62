package dev.redstart.sample;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.redstart.test.RedstartClock;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** A session that nobody uses ends. */
@WithClock
final class SessionExpiryTest {

  /** For so long Spring Session keeps what it tells of a session that has ended. */
  private static final Duration AFTERLIFE = Duration.ofMinutes(5);

  @Autowired private MockMvc web;
  @Autowired private StringRedisTemplate redis;
  @Autowired private RedstartClock clock;
  private Cookie session;

  @BeforeEach
  void signIn() throws Exception {
    session =
        web.perform(post("/api/session").param("login", "ada").param("password", "analytical"))
            .andReturn()
            .getResponse()
            .getCookie("SESSION");
  }

  @Test
  void endsHalfAnHourAfterTheLastRequest() throws Exception {
    clock.advance(Duration.ofMinutes(29));
    assertThat(account()).contains("\"name\":\"Ada\"");
    clock.advance(Duration.ofMinutes(29));
    assertThat(account()).contains("\"name\":\"Ada\"");

    clock.advance(Duration.ofMinutes(30).plus(AFTERLIFE));
    assertThat(account()).contains("\"account\":null");
    assertThat(redis).keys("spring:session:sessions:*").isEmpty();
  }

  private String account() throws Exception {
    return web.perform(get("/api/session").cookie(session))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
