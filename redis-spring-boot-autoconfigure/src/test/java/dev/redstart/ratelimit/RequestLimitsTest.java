package dev.redstart.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.data.EngineConnectionFactory;
import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.testing.ManualClock;
import jakarta.servlet.FilterChain;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The same requests through the filter for servlets and the one for WebFlux. */
class RequestLimitsTest {

  enum Kind {
    SERVLET,
    REACTIVE
  }

  /** What a request got. */
  private record Got(int status, Map<String, String> headers, String body) {}

  private final RedisEngine engine = RedisEngine.builder().clock(new ManualClock()).build();
  private final NamedPlans plans =
      new NamedPlans(
          Map.of(
              "two", Plan.of(2, Duration.ofMinutes(1)), "five", Plan.of(5, Duration.ofHours(1))));
  private final RateLimits limits =
      new RateLimits(
          RedisBuckets.builder(new EngineConnectionFactory(engine)).build(),
          plans,
          new RateLimits.Options("limit:", Duration.ofSeconds(1), FailurePolicy.ALLOW));
  private final List<RequestRules> rules = new ArrayList<>();

  @AfterEach
  void close() {
    engine.close();
  }

  private static RequestRule rule(String name, String plan, String key) {
    return rule(new RequestRule.Definition(name, plan, key, "1", null, false, Set.of()));
  }

  private static RequestRule rule(RequestRule.Definition definition) {
    return new RequestRule(definition, new StandardEvaluationContext());
  }

  private void rules(boolean firstOnly, RequestRule... some) {
    rules.add(new RequestRules(List.of("/api/**"), Set.of(), firstOnly, List.of(some)));
  }

  @ParameterizedTest
  @EnumSource
  void countsByAddressBehindProxies(Kind kind) throws Exception {
    rules(false, rule("api", "two", "principal ?: address"));
    assertThat(get(kind, "/api/a", "1.1.1.1", 200).headers())
        .containsEntry("RateLimit", "\"api\";r=1;t=30")
        .containsEntry("RateLimit-Policy", "\"api\";q=2;w=60");
    assertThat(get(kind, "/api/b", "1.1.1.1", 200).status()).isEqualTo(200);
    Got refused = get(kind, "/api/%61", "1.1.1.1", 200);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers())
        .containsEntry("Retry-After", "30")
        .containsEntry("Content-Type", "application/problem+json");
    assertThat(refused.body())
        .isEqualTo(
            "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\","
                + "\"title\":\"Too many requests\",\"status\":429,"
                + "\"detail\":\"Try again in 30 s.\",\"violated-policies\":[\"api\"]}");
    assertThat(get(kind, "/api/a", "2.2.2.2", 200).status()).isEqualTo(200);
    assertThat(get(kind, "/other", "1.1.1.1", 200).headers()).doesNotContainKey("RateLimit");
    assertThat(get(kind, "/api/a", "alice@1.1.1.1", 200).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void onlyFailuresCount(Kind kind) throws Exception {
    rules(
        false,
        rule(new RequestRule.Definition("l", "two", "address", "1", null, true, Set.of(401))));
    for (int i = 0; i < 5; i++) {
      assertThat(get(kind, "/api/login", "1.1.1.1", 200).status()).isEqualTo(200);
      assertThat(get(kind, "/api/login", "1.1.1.1", 404).status()).isEqualTo(404);
    }
    assertThat(get(kind, "/api/login", "1.1.1.1", 401).status()).isEqualTo(401);
    assertThat(get(kind, "/api/login", "1.1.1.1", 401).status()).isEqualTo(401);
    assertThat(get(kind, "/api/login", "1.1.1.1", 200).status()).isEqualTo(429);
  }

  @ParameterizedTest
  @EnumSource
  void allCountOrTheFirstThatApplies(Kind kind) throws Exception {
    RequestRule perAddress =
        rule(
            new RequestRule.Definition(
                "address", "two", "address", "1", "path == '/api/free'", false, Set.of()));
    rules(true, perAddress, rule("everybody", "five", "''"));
    assertThat(get(kind, "/api/a", "1.1.1.1", 200).headers().get("RateLimit"))
        .startsWith("\"address\"")
        .doesNotContain("everybody");
    assertThat(get(kind, "/api/free", "1.1.1.1", 200).headers().get("RateLimit"))
        .startsWith("\"everybody\";r=4");
    rules.clear();
    rules(false, perAddress, rule("everybody", "five", "null"));
    assertThat(get(kind, "/api/a", "1.1.1.1", 200).headers().get("RateLimit"))
        .startsWith("\"address\";r=0")
        .contains(", \"everybody\";r=3");
    assertThat(get(kind, "/api/a", "1.1.1.1", 200).status()).isEqualTo(429);
    // What the second limit would have given is still there.
    assertThat(get(kind, "/api/a", "3.3.3.3", 200).headers().get("RateLimit"))
        .contains("\"everybody\";r=2");
  }

  @ParameterizedTest
  @EnumSource
  void aRequestCostsWhatAnExpressionSays(Kind kind) throws Exception {
    rules(
        false,
        rule(
            new RequestRule.Definition(
                "l",
                "five",
                "header('X-Forwarded-For')",
                "parameter('n') ?: 0",
                null,
                false,
                Set.of())));
    assertThat(get(kind, "/api/a", "1.1.1.1", 200).headers()).doesNotContainKey("RateLimit");
    assertThat(get(kind, "/api/a?n=4", "1.1.1.1", 200).headers())
        .containsEntry("RateLimit", "\"l\";r=1;t=720");
    assertThat(get(kind, "/api/a?n=2", "1.1.1.1", 200).status()).isEqualTo(429);
  }

  @Test
  void whatIsNoExpressionIsRefused() {
    assertThatThrownBy(() -> rule("l", "two", "a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rule("a\"b", "two", "address"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RequestRules(List.of("/{a"), Set.of(), false, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Got get(Kind kind, String uri, String from, int status) throws Exception {
    int at = from.indexOf('@');
    String name = at < 0 ? null : from.substring(0, at);
    String address = from.substring(at + 1);
    return kind == Kind.SERVLET
        ? servlet(uri, name, address, status)
        : reactive(uri, name, address, status);
  }

  private Got servlet(String uri, String name, String address, int status) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", uri.replaceAll("\\?.*", ""));
    if (uri.contains("n=")) {
      request.setParameter("n", uri.replaceAll(".*n=", ""));
    }
    request.setRemoteAddr("10.0.0.1");
    request.addHeader("X-Forwarded-For", address);
    if (name != null) {
      request.setUserPrincipal(() -> name);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    FilterChain chain = (asked, answer) -> response.setStatus(status);
    new RateLimitFilter(limits, rules, List.of("10.0.0.0/8")).doFilter(request, response, chain);
    Map<String, String> headers = new HashMap<>();
    response.getHeaderNames().forEach(it -> headers.put(it, response.getHeader(it)));
    return new Got(response.getStatus(), headers, response.getContentAsString());
  }

  private Got reactive(String uri, String name, String address, int status) throws Exception {
    MockServerHttpRequest request =
        MockServerHttpRequest.method(HttpMethod.GET, URI.create(uri))
            .remoteAddress(new InetSocketAddress("10.0.0.1", 1))
            .header("X-Forwarded-For", address)
            .build();
    MockServerWebExchange.Builder builder = MockServerWebExchange.builder(request);
    if (name != null) {
      builder.principal((Principal) () -> name);
    }
    MockServerWebExchange exchange = builder.build();
    WebFilterChain chain =
        it -> {
          if (status == 401) {
            return Mono.error(new ResponseStatusException(HttpStatus.UNAUTHORIZED));
          }
          it.getResponse().setStatusCode(HttpStatusCode.valueOf(status));
          return it.getResponse().setComplete();
        };
    Mono<Void> filtered =
        new RateLimitWebFilter(limits, rules, List.of("10.0.0.0/8"), 0)
            .filter(exchange, chain)
            .onErrorResume(
                ResponseStatusException.class,
                e -> {
                  exchange.getResponse().setStatusCode(e.getStatusCode());
                  return Mono.empty();
                });
    filtered.block();
    return new Got(
        exchange.getResponse().getStatusCode().value(),
        exchange.getResponse().getHeaders().toSingleValueMap(),
        exchange.getResponse().getStatusCode().value() == 429
            ? exchange.getResponse().getBodyAsString().block()
            : "");
  }
}
