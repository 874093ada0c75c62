package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.ManualClock;
import dev.redstart.ratelimit.RateLimit;
import dev.redstart.ratelimit.RateLimitExceededException;
import dev.redstart.ratelimit.RedisBuckets;
import io.github.bucket4j.BucketConfiguration;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import org.springframework.data.redis.connection.RedisConnectionFactory;
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

/** The examples of docs/rate-limits.md, as they stand there. */
class RateLimitExampleTest {

  private static final Page PAGE = Page.of("rate-limits.md");

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
              assertThat(PAGE.text()).contains(asDocumented(refused));
              assertThat(PAGE.text().replaceAll("\n ", "")).contains(refused.getContentAsString());
              assertThat(status(mvc, get("/api/product").header("X-Api-Key", "other")))
                  .isEqualTo(200);
              assertThat(status(mvc, get("/api/health").header("X-Api-Key", "k"))).isEqualTo(200);
            });
  }

  @Test
  void theManualShowsWhatIsTestedHere() {
    assertThat(PAGE.javaMissingIn(RateLimitExampleTest.class)).isEmpty();
  }

  @Test
  void whoHasNoTokensLeftHasToWait() {
    runner
        .withBean(Mailer.class)
        .withPropertyValues(
            "redstart.rate-limit.plans.mails.bandwidths[0].capacity=3",
            "redstart.rate-limit.plans.mails.bandwidths[0].period=3m")
        .run(
            context -> {
              Mailer mailer = context.getBean(Mailer.class);
              assertThat(mailer.send("ada", List.of("a", "b"))).isEqualTo("sent to [a, b]");
              assertThat(mailer.send("ada", List.of("a", "b")))
                  .isEqualTo("ada has to wait for PT1M");
              assertThat(mailer.send("grace", List.of("c"))).isEqualTo("sent to [c]");
              RedisConnectionFactory factory = context.getBean(RedisConnectionFactory.class);
              assertThat(mayExport(factory, "ada")).isTrue();
              assertThat(mayExport(factory, "ada")).isFalse();
              clock.advance(Duration.ofMinutes(1));
              assertThat(mayExport(factory, "ada")).isTrue();
            });
  }

  private static boolean mayExport(RedisConnectionFactory connectionFactory, String user) {
    RedisBuckets buckets =
        RedisBuckets.builder(connectionFactory).requestTimeout(Duration.ofSeconds(1)).build();
    BucketConfiguration one =
        BucketConfiguration.builder()
            .addLimit(limit -> limit.capacity(1).refillGreedy(1, Duration.ofMinutes(1)))
            .build();
    boolean granted = buckets.getProxy("export:" + user, () -> one).tryConsume(1);
    return granted;
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
      String yaml = PAGE.block("yaml", "rate-limit");
      List<PropertySource<?>> sources =
          new YamlPropertySourceLoader()
              .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
      context.getEnvironment().getPropertySources().addFirst(sources.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static class Mailer {

    @RateLimit(plan = "mails", key = "#customer", cost = "#addresses.size()", fallback = "later")
    String send(String customer, List<String> addresses) {
      return "sent to " + addresses;
    }

    String later(String customer, List<String> addresses, RateLimitExceededException exceeded) {
      return customer + " has to wait for " + exceeded.verdict().retryAfter();
    }
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
