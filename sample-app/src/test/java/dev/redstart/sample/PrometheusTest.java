package dev.redstart.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus scrapes the sample, and has all that the dashboard wants to show. */
@Started
final class PrometheusTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** What a visit leaves: commands, uses of caches, memory, and answers of limits. */
  private static final List<String> COUNTED =
      List.of(
          "sum(redis_commands_total{cmd='get'})",
          "sum(cache_gets_total{cache='products',result='hit'})",
          "max(redis_memory_used_bytes)",
          "sum(rate_limit_requests_total{limit='login',result='permitted'})",
          "sum(rate_limit_requests_total{limit='login',result='denied'})",
          "sum(rate_limit_requests_total{limit='visitor',result='permitted'})",
          "sum(rate_limit_requests_total{limit='partner',result='permitted'})");

  @LocalServerPort private int port;
  @TempDir private Path folder;

  @Test
  void hasSomethingForEachPanelAndAlert() throws Exception {
    assumeTrue(
        Files.isExecutable(Prometheus.PROGRAM) || System.getenv("CI") != null,
        "there is no " + Prometheus.PROGRAM + " (Debian: package prometheus)");
    Client client = new Client(port);
    List<String> expressions = expressions();
    assertThat(expressions).hasSizeGreaterThan(35);
    for (int i = 0; i < 6; i++) {
      client.signIn("somebody", "wrong");
    }
    try (Prometheus prometheus = new Prometheus(folder, port)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                beBusy(client);
                assertThat(expressions)
                    .allSatisfy(it -> assertThat(prometheus.query(it).size()).isPositive());
                assertThat(COUNTED)
                    .allSatisfy(it -> assertThat(value(prometheus, it)).isPositive());
                assertThat(prometheus.rules())
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(it.at("/health").asString()).isEqualTo("ok"));
              });
    }
  }

  /** All that the panels show while nothing is wrong, for the whole application. */
  private static List<String> expressions() throws Exception {
    JsonNode dashboard =
        new JsonMapper()
            .readTree(Files.readString(Prometheus.SET_UP.resolve("grafana-dashboard.json")));
    List<String> expressions = new ArrayList<>();
    for (JsonNode expression : dashboard.findValues("expr")) {
      String text = expression.asString();
      if (!text.contains("_failed_calls_") && !text.contains("_rejected_calls_")) {
        expressions.add(
            text.replace("$__rate_interval", "30s").replaceAll("\\$(job|instance|redis)", ".*"));
      }
    }
    return expressions;
  }

  private static double value(Prometheus prometheus, String expression) {
    return prometheus.query(expression).at("/0/value/1").asDouble();
  }

  private static void beBusy(Client client) {
    client.signIn("ada", "analytical");
    client.get("/api/products/41");
    client.page("/api/categories", "X-Api-Key", "cupboard-0815");
    client.post("/api/products/41/views", "");
  }
}
