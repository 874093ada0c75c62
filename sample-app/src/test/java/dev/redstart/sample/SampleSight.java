package dev.redstart.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is seen of the sample from outside, wherever its Redis is. */
abstract class SampleSight {

  private static final Path PAGES = Path.of("..", "docs", "observability");
  private static final Pattern METRIC = Pattern.compile("\\b(redis|cache|rate_limit)_[a-z0-9_]+");
  private static final Pattern EXPORTED = Pattern.compile("(?m)^[a-z][a-z0-9_]*");

  @LocalServerPort private int port;
  private Client client;

  @BeforeEach
  void visit() {
    client = new Client(port);
  }

  @Test
  void allThatTheDashboardShowsIsExported() throws IOException {
    beBusy();
    client.page("/actuator/prometheus");
    Set<String> exported = names(EXPORTED, client.page("/actuator/prometheus").body());
    Set<String> shown = new TreeSet<>();
    JsonNode dashboard =
        new JsonMapper().readTree(Files.readString(PAGES.resolve("grafana-dashboard.json")));
    for (JsonNode expression : dashboard.findValues("expr")) {
      shown.addAll(names(METRIC, expression.asString()));
    }
    for (JsonNode variable : dashboard.findValues("definition")) {
      shown.addAll(names(METRIC, variable.asString()));
    }
    for (String line : Files.readAllLines(PAGES.resolve("alerts.yml"))) {
      shown.addAll(line.contains("expr:") ? names(METRIC, line) : Set.of());
    }
    assertThat(shown).hasSizeGreaterThan(30);
    assertThat(exported).containsAll(shown);
  }

  @Test
  void healthTellsOfRedis() {
    JsonNode redis = client.get("/actuator/health").at("/components/redis");
    assertThat(redis.at("/status").asString()).isEqualTo("UP");
    assertThat(redis.at("/details/role").asString()).isEqualTo("master");
    assertThat(redis.at("/details/reason").isMissingNode()).isTrue();
  }

  @Test
  void theEndpointLooksInsideAndChangesNothing() {
    beBusy();
    assertThat(client.get("/actuator/redstart/caches").at("/products/settings/type").asString())
        .endsWith("ProductDetails");
    assertThat(client.get("/actuator/redstart/keys").at("/big").size()).isPositive();
    assertThat(client.delete("/actuator/redstart/caches").statusCode()).isEqualTo(405);
  }

  /** Something of all that there are meters for. */
  private void beBusy() {
    client.signIn("nobody", "wrong");
    client.signIn("ada", "analytical");
    client.get("/api/search?text=teapot");
    client.get("/api/products/40");
    client.get("/api/products/40");
    client.post("/api/products/40/views", "");
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
