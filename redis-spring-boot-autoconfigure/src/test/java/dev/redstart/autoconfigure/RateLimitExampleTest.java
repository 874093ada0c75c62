package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.ManualClock;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The example of docs/rate-limits.md, as it stands there. */
class RateLimitExampleTest {

  private final ManualClock clock = new ManualClock();
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withBean(RedisEngine.class, () -> RedisEngine.builder().clock(clock).build())
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class,
                  RateLimitAutoConfiguration.class));

  @Test
  void threeWrongPasswordsInAQuarterOfAnHour() {
    runner
        .withInitializer(RateLimitExampleTest::readTheExample)
        .run(
            context -> {
              MockMvc mvc = mvc(context);
              for (String password : List.of("wrong", "right", "wrong", "right", "right")) {
                int expected = password.equals("right") ? 200 : 401;
                assertThat(status(mvc, login(password))).isEqualTo(expected);
              }
              assertThat(status(mvc, login("wrong"))).isEqualTo(401);
              assertThat(status(mvc, login("right"))).isEqualTo(429);
              clock.advance(Duration.ofMinutes(15));
              assertThat(status(mvc, login("right"))).isEqualTo(200);
            });
  }

  @Test
  void twoReportsInAnHour() {
    runner
        .withInitializer(RateLimitExampleTest::readTheExample)
        .run(
            context -> {
              MockMvc mvc = mvc(context);
              assertThat(status(mvc, get("/api/report").header("X-Api-Key", "k"))).isEqualTo(200);
              clock.advance(Duration.ofSeconds(1));
              assertThat(status(mvc, get("/api/report").header("X-Api-Key", "k"))).isEqualTo(200);
              MockHttpServletResponse refused =
                  mvc.perform(get("/api/product").header("X-Api-Key", "k"))
                      .andReturn()
                      .getResponse();
              assertThat(document()).contains(asDocumented(refused));
              assertThat(document().replaceAll("\n ", "")).contains(refused.getContentAsString());
              assertThat(status(mvc, get("/api/product").header("X-Api-Key", "other")))
                  .isEqualTo(200);
              assertThat(status(mvc, get("/api/health").header("X-Api-Key", "k"))).isEqualTo(200);
            });
  }

  private static String asDocumented(MockHttpServletResponse response) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + response.getStatus() + "\n");
    for (String name : List.of("RateLimit-Policy", "RateLimit", "Retry-After", "Content-Type")) {
      text.append(name).append(": ").append(response.getHeader(name)).append('\n');
    }
    return text.toString();
  }

  private static RequestBuilder login(String password) {
    return post("/login").param("password", password);
  }

  private static int status(MockMvc mvc, RequestBuilder request) throws Exception {
    return mvc.perform(request).andReturn().getResponse().getStatus();
  }

  private static MockMvc mvc(ApplicationContext context) {
    Filter filter = context.getBean("rateLimitFilter", FilterRegistrationBean.class).getFilter();
    return MockMvcBuilders.standaloneSetup(new Shop()).addFilters(filter).build();
  }

  private static void readTheExample(ConfigurableApplicationContext context) {
    try {
      String document = document();
      int start = document.indexOf("```yaml") + "```yaml".length();
      String yaml = document.substring(start, document.indexOf("```", start));
      List<PropertySource<?>> sources =
          new YamlPropertySourceLoader()
              .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
      context.getEnvironment().getPropertySources().addFirst(sources.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/rate-limits.md"));
  }

  @RestController
  static class Shop {

    @PostMapping("/login")
    String login(@RequestParam("password") String password) {
      if (!password.equals("right")) {
        throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
      }
      return "welcome";
    }

    @GetMapping({"/api/product", "/api/report", "/api/health"})
    String data() {
      return "data";
    }
  }
}
