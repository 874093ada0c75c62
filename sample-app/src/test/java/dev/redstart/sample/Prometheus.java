package dev.redstart.sample;

import static org.awaitility.Awaitility.await;

import dev.redstart.engine.testing.RealServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Prometheus with the set-up of docs/observability, but that it scrapes more often. */
final class Prometheus implements AutoCloseable {

  static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  static final Path SET_UP = Path.of("..", "docs", "observability");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address = "127.0.0.1:" + RealServer.freePort();
  private final Process process;

  /** Scrapes the sample at that port; keeps what it needs in the folder. */
  Prometheus(Path folder, int sample) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    String told = Files.readString(SET_UP.resolve("prometheus.yml"));
    Files.writeString(config, told.replace(":8080", ":" + sample).replace(": 5s", ": 1s"));
    Files.copy(SET_UP.resolve("alerts.yml"), folder.resolve("alerts.yml"));
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    await("Prometheus, see " + folder).atMost(PATIENCE).until(this::isReady);
  }

  private boolean isReady() {
    try {
      return process.isAlive() && send("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** What an expression is worth now; fails where it isn't understood. */
  JsonNode query(String expression) {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result");
  }

  /** The alerts that it evaluates. */
  JsonNode rules() {
    return get("/api/v1/rules").at("/data/groups/0/rules");
  }

  private JsonNode get(String path) {
    HttpResponse<String> response = send(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.body());
    }
    return new JsonMapper().readTree(response.body());
  }

  private HttpResponse<String> send(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(PATIENCE).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
