package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the board of an application over HTTP, as its page does; parameters are name, value, ... */
final class BoardVisitor {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String root;
  private final String[] headers;

  BoardVisitor(ConfigurableApplicationContext application, String path, String... headers) {
    root = "http://localhost:" + port(application) + path;
    this.headers = headers;
  }

  static String port(ConfigurableApplicationContext application) {
    return String.valueOf(application.getEnvironment().getProperty("local.server.port"));
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  JsonNode ask(String name, String... parameters) {
    return read(name, get("/api/" + name + "?" + form(parameters)));
  }

  /** What was done. */
  String change(String name, String... parameters) {
    return read(name, post(name, parameters)).at("/done").asString();
  }

  HttpResponse<String> post(String name, String... parameters) {
    return send(posting(name, form(parameters)).header("X-Requested-With", "XMLHttpRequest"));
  }

  /** As another site would have a browser do it. */
  HttpResponse<String> postFromElsewhere(String name, String... parameters) {
    return send(posting(name, form(parameters)));
  }

  private HttpRequest.Builder posting(String name, String form) {
    return request("/api/" + name)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private static JsonNode read(String what, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(what + ": " + response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(60));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String form(String... parameters) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(encode(parameters[i]));
      form.append('=').append(encode(parameters[i + 1]));
    }
    return form.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
