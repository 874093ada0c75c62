package dev.redstart.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Chromium without a window, told what to do over its DevTools protocol. */
public final class Browser implements AutoCloseable {

  /** Where Debian's package has it. */
  public static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--window-size=1280,1000",
          "--remote-debugging-port=0");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

  /** Starts it with an empty profile, which the folder becomes. */
  public Browser(Path profile) throws Exception {
    ProcessBuilder chromium = new ProcessBuilder(PROGRAM.toString());
    chromium.command().addAll(FLAGS);
    chromium.command().add("--user-data-dir=" + profile);
    chromium.command().add("about:blank");
    chromium.redirectErrorStream(true).redirectOutput(profile.resolve("output.txt").toFile());
    process = chromium.start();
    HttpClient http = HttpClient.newHttpClient();
    socket = http.newWebSocketBuilder().buildAsync(page(http, profile), new Ear()).join();
    call("Page.enable", Map.of());
  }

  private URI page(HttpClient http, Path profile) throws Exception {
    Path portFile = profile.resolve("DevToolsActivePort");
    await().atMost(PATIENCE).until(() -> Files.exists(portFile) && Files.size(portFile) > 0);
    String port = Files.readAllLines(portFile).get(0);
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    String targets =
        http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    for (JsonNode target : JSON.readTree(targets)) {
      if (target.at("/type").asString().equals("page")) {
        return URI.create(target.at("/webSocketDebuggerUrl").asString());
      }
    }
    throw new AssertionError("no page among " + targets);
  }

  /** Goes to an address. */
  public void open(String address) {
    call("Page.navigate", Map.of("url", address));
  }

  /** Prefers light or dark colours. */
  public void prefer(String colours) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", colours);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** What the expression is worth on the page. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    assertThat(answer.has("exceptionDetails")).as(expression + ": " + answer).isFalse();
    return answer.at("/result/value");
  }

  /** What is to be read at the first element that the selector finds. */
  public String text(String selector) {
    return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''").asString();
  }

  /** Clicks on the first element that the selector finds. */
  public void click(String selector) {
    evaluate("document.querySelector('" + selector + "').click()");
  }

  /** Waits until the expression is true on the page. */
  public void waitFor(String condition) {
    await(condition).atMost(PATIENCE).until(() -> evaluate(condition).asBoolean(false));
  }

  /** Takes a picture of what is seen. */
  public void screenshot(Path file) throws IOException {
    JsonNode picture = call("Page.captureScreenshot", Map.of("captureBeyondViewport", false));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(picture.at("/data").asString()));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).join();
    JsonNode reply = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(reply.has("error")).as(method + ": " + reply).isFalse();
    return reply.at("/result");
  }

  /** Puts the parts of a message together and gives each answer to whoever waits for it. */
  private final class Ear implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        JsonNode node = JSON.readTree(message.toString());
        message.setLength(0);
        CompletableFuture<JsonNode> waiting = answers.remove(node.at("/id").asInt(0));
        if (waiting != null) {
          waiting.complete(node);
        }
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
