package dev.redstart.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor without a browser, but with cookies. */
final class Client {

  private static final JsonMapper JSON = new JsonMapper();

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final String root;

  Client(int port) {
    root = "http://localhost:" + port;
  }

  HttpResponse<String> page(String path, String... headers) {
    HttpRequest.Builder request = request(path).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  JsonNode get(String path) {
    return JSON.readTree(page(path).body());
  }

  HttpResponse<String> post(String path, String form, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  /** Orders a product. Gives back the order's id. */
  String order(long product) {
    return JSON.readTree(post("/api/products/" + product + "/orders", "").body())
        .at("/id")
        .asString();
  }

  int signIn(String login, String password) {
    return post("/api/session", "login=" + login + "&password=" + password).statusCode();
  }

  String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("SESSION"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** Lines of a stream as they come; listening has begun when this returns. */
  BlockingQueue<String> lines(String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        http.send(HttpRequest.newBuilder(URI.create(root + path)).build(), BodyHandlers.ofLines());
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(response.body(), lines), "stream-reader");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  private static void read(Stream<String> body, BlockingQueue<String> lines) {
    try (body) {
      body.forEach(lines::add);
    } catch (UncheckedIOException theServerStopped) {
      lines.add("(end)");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
