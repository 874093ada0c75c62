package dev.redstart.sample;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.redstart.test.CommandSpy;
import dev.redstart.test.RedstartClock;
import dev.redstart.test.SpiedCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** A cached search is kept for two minutes at most. */
@WithClock
final class CacheExpiryTest {

  @Autowired private MockMvc web;
  @Autowired private StringRedisTemplate redis;
  @Autowired private RedstartClock clock;
  @Autowired private CommandSpy spy;

  @Test
  void goesAfterTwoMinutes() throws Exception {
    assertThat(search()).contains("\"cached\":false");
    spy.clear();
    assertThat(search()).contains("\"cached\":true");
    assertThat(spy.calls())
        .filteredOn(call -> call.arguments().contains("searches::0:kettle"))
        .extracting(SpiedCall::command)
        .containsExactly("GET");
    assertThat(redis).key("searches::0:kettle").expiresWithin(Duration.ofMinutes(2));

    clock.advance(Duration.ofMinutes(2));
    assertThat(redis).key("searches::0:kettle").isAbsent();
    assertThat(search()).contains("\"cached\":false");
  }

  private String search() throws Exception {
    return web.perform(get("/api/search").param("text", "kettle"))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
