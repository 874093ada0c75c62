package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.redstart.ratelimit.NamedPlans;
import dev.redstart.ratelimit.Plan;
import dev.redstart.ratelimit.PlanResolver;
import dev.redstart.ratelimit.RateLimit;
import dev.redstart.ratelimit.RateLimitExceededException;
import dev.redstart.ratelimit.RateLimitWebFilter;
import dev.redstart.ratelimit.RateLimits;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class RateLimitAutoConfigurationTest {

  private static final AutoConfigurations CONFIGURATIONS =
      AutoConfigurations.of(
          RedstartAutoConfiguration.class,
          EmbeddedEngineAutoConfiguration.class,
          DataRedisAutoConfiguration.class,
          RateLimitAutoConfiguration.class);
  private static final String[] PLANS = {
    "redstart.rate-limit.plans.two.bandwidths[0].capacity=2",
    "redstart.rate-limit.plans.two.bandwidths[0].period=1h"
  };

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(CONFIGURATIONS)
          .withPropertyValues(PLANS)
          .withBean(Mailer.class);
  private final WebApplicationContextRunner servlet =
      new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS).withPropertyValues(PLANS);

  @Test
  void backsOff() {
    runner
        .withClassLoader(new FilteredClassLoader(ProxyManager.class))
        .run(context -> assertThat(context).doesNotHaveBean("rateLimits"));
    runner
        .withPropertyValues("redstart.rate-limit.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(RateLimits.class));
    runner
        .withBean(PlanResolver.class, () -> (name, key) -> Plan.of(1, Duration.ofHours(1)))
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(NamedPlans.class);
              Mailer mailer = context.getBean(Mailer.class);
              mailer.send("a", 1);
              assertThatThrownBy(() -> mailer.send("a", 1))
                  .isInstanceOf(RateLimitExceededException.class);
            });
    servlet.run(
        context -> assertThat(context.getBean(FilterRegistrationBean.class).isEnabled()).isFalse());
  }

  @Test
  void methodsAreLimited() {
    runner.run(
        context -> {
          Mailer mailer = context.getBean(Mailer.class);
          assertThat(mailer.send("a", 0)).isEqualTo("sent");
          assertThat(mailer.send("a", 2)).isEqualTo("sent");
          assertThatThrownBy(() -> mailer.send("a", 1))
              .isInstanceOf(RateLimitExceededException.class)
              .hasMessageContaining("'Mailer.send'");
          assertThat(mailer.send("b", 2)).isEqualTo("sent");
          assertThat(mailer.send("postmaster", 3)).isEqualTo("sent");
          context.getBean(NamedPlans.class).set("two", Plan.of(4, Duration.ofHours(1)));
          assertThat(mailer.send("c", 4)).isEqualTo("sent");
        });
  }

  @Test
  void aFallbackAnswersInstead() {
    runner.run(
        context -> {
          Mailer mailer = context.getBean(Mailer.class);
          mailer.ask("x");
          mailer.ask("x");
          assertThat(mailer.ask("x")).isEqualTo("x later, says ask");
        });
  }

  @Test
  void promisesFailLater() {
    runner.run(
        context -> {
          Mailer mailer = context.getBean(Mailer.class);
          Mono<String> mono = mailer.mono();
          assertThat(mono.block()).isEqualTo("mono");
          assertThat(mono.block()).isEqualTo("mono");
          assertThatThrownBy(mono::block).isInstanceOf(RateLimitExceededException.class);
          assertThat(mailer.flux().collectList().block()).hasSize(2);
          assertThat(mailer.flux().collectList().block()).hasSize(2);
          assertThatThrownBy(() -> mailer.flux().collectList().block())
              .isInstanceOf(RateLimitExceededException.class);
          assertThat(mailer.future(false).join()).isEqualTo("future");
          assertThat(mailer.future(true)).isCompletedExceptionally();
          assertThat(mailer.future(true)).isCompletedExceptionally();
          assertThatThrownBy(() -> mailer.future(false).join())
              .hasCauseInstanceOf(RateLimitExceededException.class);
        });
  }

  @Test
  void aRefusedMethodAnswersTheRequest() {
    servlet
        .withBean(Controller.class)
        .run(
            context -> {
              var mvc =
                  MockMvcBuilders.standaloneSetup(context.getBean(Controller.class))
                      .setControllerAdvice(context.getBean(RateLimitAdvice.class))
                      .build();
              mvc.perform(get("/limited"));
              mvc.perform(get("/limited"));
              MockHttpServletResponse refused =
                  mvc.perform(get("/limited")).andReturn().getResponse();
              assertThat(refused.getStatus()).isEqualTo(429);
              assertThat(refused.getContentType()).isEqualTo("application/problem+json");
              assertThat(refused.getHeader("RateLimit")).startsWith("\"page\";r=0");
              assertThat(refused.getContentAsString()).contains("\"violated-policies\":[\"page\"]");
            });
  }

  @Test
  void aReactiveApplicationHasAWebFilter() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(CONFIGURATIONS)
        .run(context -> assertThat(context).hasSingleBean(RateLimitWebFilter.class));
  }

  @Test
  void mistakesAreNamed() {
    fails("redstart.rate-limit.filters[0].limits[0].plan=none", "there is no such plan");
    fails("redstart.rate-limit.filters[0].limits[0].key=a b", "redstart.rate-limit.filters");
    fails("redstart.rate-limit.filters[0].paths=/{a", "redstart.rate-limit.filters");
    fails("redstart.rate-limit.trusted-proxies=proxy.example", "neither an address nor a network");
    fails("redstart.rate-limit.plans.two.bandwidths[0].capacity=0", "plans.two");
  }

  private void fails(String property, String message) {
    servlet
        .withPropertyValues(
            "redstart.rate-limit.filters[0].limits[0].name=l",
            "redstart.rate-limit.filters[0].limits[0].plan=two",
            property)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasStackTraceContaining(message)
                    .hasStackTraceContaining("InvalidConfigurationPropertyValueException"));
  }

  static class Mailer {

    @RateLimit(plan = "two", key = "#to", cost = "#count", unless = "#to == 'postmaster'")
    String send(String to, long count) {
      return "sent";
    }

    @RateLimit(plan = "two", name = "ask", fallback = "later")
    String ask(String what) {
      return what;
    }

    String later(String what, RateLimitExceededException exceeded) {
      return what + " later, says " + exceeded.verdict().ask().limit();
    }

    @RateLimit(plan = "two")
    Mono<String> mono() {
      return Mono.just("mono");
    }

    @RateLimit(plan = "two")
    Flux<Integer> flux() {
      return Flux.just(1, 2);
    }

    @RateLimit(plan = "two", onlyFailures = true)
    CompletableFuture<String> future(boolean failing) {
      return failing
          ? CompletableFuture.failedFuture(new IllegalStateException("no"))
          : CompletableFuture.completedFuture("future");
    }
  }

  @RestController
  static class Controller {

    @GetMapping("/limited")
    @RateLimit(plan = "two", name = "page")
    String limited() {
      return "page";
    }
  }
}
