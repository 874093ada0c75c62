package dev.redstart.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;
import tools.jackson.databind.JsonNode;

/** What the sample does over HTTP, wherever its Redis is. */
abstract class SampleApi {

  @LocalServerPort private int port;
  @Autowired private Environment environment;
  private Client client;

  @BeforeEach
  void visit() {
    client = new Client(port);
  }

  @Test
  void answersTheSecondTimeFromTheCache() {
    JsonNode before = figures("searches");
    JsonNode first = client.get("/api/search?text=Copper%20tea");
    JsonNode second = client.get("/api/search?text=copper%20tea");

    assertThat(first.at("/cached").asBoolean()).isFalse();
    assertThat(second.at("/cached").asBoolean()).isTrue();
    assertThat(second.at("/result")).isEqualTo(first.at("/result"));
    assertThat(first.at("/result/products/0/name").asString()).contains("copper teapot");
    JsonNode after = figures("searches");
    assertThat(after.at("/hits").asLong() - before.at("/hits").asLong()).isEqualTo(1);
    assertThat(after.at("/misses").asLong() - before.at("/misses").asLong()).isEqualTo(1);
    assertThat(after.at("/cachedMicros").asLong()).isPositive();
    assertThat(after.at("/computedMicros").asLong()).isPositive();
  }

  @Test
  void computesAgainWhenTheCachesWereEmptied() {
    client.get("/api/products/40");
    assertThat(client.get("/api/products/40").at("/cached").asBoolean()).isTrue();

    assertThat(client.delete("/api/caches").statusCode()).isEqualTo(204);

    assertThat(client.get("/api/products/40").at("/cached").asBoolean()).isFalse();
  }

  @Test
  void saysWhenThereIsNoSuchProductEachTime() {
    assertThat(client.page("/api/products/999999").statusCode()).isEqualTo(404);
    assertThat(client.page("/api/products/999999").statusCode()).isEqualTo(404);
    assertThat(client.post("/api/products/999999/views", "").statusCode()).isEqualTo(404);
  }

  @Test
  void takesWildcardsForWhatTheyAre() {
    assertThat(client.get("/api/search?text=%25").at("/result/total").asLong()).isZero();
    assertThat(client.get("/api/search?text=_").at("/result/total").asLong()).isZero();
    assertThat(client.page("/api/search?text=" + "x".repeat(61)).statusCode()).isEqualTo(400);
  }

  @Test
  void sumsUpTheWholeAssortment() {
    long products = 0;
    for (JsonNode category : client.get("/api/categories").at("/result/categories")) {
      products += category.at("/products").asLong();
    }
    assertThat(products).isEqualTo(4_000);
  }

  @Test
  void keepsASessionUntilSomeoneSignsOut() {
    assertThat(client.get("/api/session").at("/account").isNull()).isTrue();
    assertThat(client.cookie()).as("no session before it is needed").isEmpty();

    assertThat(client.signIn("Ada", "analytical")).isEqualTo(200);
    client.post("/api/products/50/views", "");
    client.post("/api/products/51/views", "");
    JsonNode session = client.get("/api/session");

    assertThat(session.at("/account/name").asString()).isEqualTo("Ada");
    assertThat(session.at("/account/recent/0").asLong()).isEqualTo(51);
    assertThat(session.at("/account/recent/1").asLong()).isEqualTo(50);
    assertThat(client.delete("/api/session").statusCode()).isEqualTo(204);
    assertThat(client.get("/api/session").at("/account").isNull()).isTrue();
  }

  @Test
  void givesEachLoginASessionOfItsOwn() {
    client.signIn("ada", "analytical");
    String first = client.cookie();
    client.post("/api/products/52/views", "");
    client.signIn("grace", "compiler");

    assertThat(client.cookie()).isNotEqualTo(first);
    JsonNode session = client.get("/api/session");
    assertThat(session.at("/account/name").asString()).isEqualTo("Grace");
    assertThat(session.at("/recent").size()).isZero();
  }

  @Test
  void listsAndEndsAllLoginsOfACustomer() {
    Client phone = new Client(port);
    client.signIn("grace", "compiler");
    client.delete("/api/sessions");
    phone.signIn("grace", "compiler");
    Client other = new Client(port);
    other.signIn("ada", "analytical");

    JsonNode logins = client.get("/api/sessions");
    assertThat(logins.size()).isEqualTo(2);
    assertThat(logins.at("/0/here").asBoolean()).isTrue();
    assertThat(logins.at("/1/here").asBoolean()).isFalse();
    assertThat(client.delete("/api/sessions").statusCode()).isEqualTo(204);

    assertThat(client.get("/api/sessions").size()).isEqualTo(1);
    assertThat(client.get("/api/session").at("/account/name").asString()).isEqualTo("Grace");
    assertThat(phone.get("/api/session").at("/account").isNull()).isTrue();
    assertThat(other.get("/api/session").at("/account/name").asString()).isEqualTo("Ada");
  }

  @Test
  void shipsWhatIsOrdered() throws Exception {
    assertThat(client.post("/api/products/90/orders", "").statusCode()).isEqualTo(401);
    BlockingQueue<String> lines = client.lines("/api/news");
    Client buyer = new Client(port);
    buyer.signIn("ada", "analytical");
    assertThat(buyer.post("/api/products/999999/orders", "").statusCode()).isEqualTo(404);
    assertThat(buyer.post("/api/products/90/orders", "").statusCode()).isEqualTo(202);

    assertThat(awaited(lines, "\"product\":90"))
        .contains("\"who\":\"Ada\"", "\"what\":\"got\"", "\"count\":1");
    assertThat(client.get("/api/products/90/orders").at("/shipped").asLong()).isEqualTo(1);
    try (UnifiedJedis redis = Place.of(environment).open()) {
      assertThat(redis.xlen("orders")).isEqualTo(1);
      assertThat(redis.xinfoGroups("orders").get(0).getName()).isEqualTo("shipping");
    }
  }

  @Test
  void confirmsOrdersByMailsThatAreTriedAgain() throws Exception {
    BlockingQueue<String> lines = client.lines("/api/news");
    Client buyer = new Client(port);
    buyer.signIn("grace", "compiler");
    String order = buyer.order(91);

    assertThat(awaited(lines, "\"what\":\"was mailed about\",\"product\":91"))
        .contains("\"who\":\"Grace\"", "\"count\":2");
    JsonNode sent = client.get("/api/mails");
    assertThat(sent.at("/mails/0/to").asString()).isEqualTo("Grace");
    assertThat(sent.at("/mails/0/attempts").asInt()).isEqualTo(2);
    assertThat(sent.at("/failed").asLong()).isZero();
    assertThat(Instant.parse(sent.at("/nextCleanUp").asString())).isAfter(Instant.EPOCH);
    try (UnifiedJedis redis = Place.of(environment).open()) {
      String job = "{shop}:confirmations:order-" + order;
      assertThat(redis.hget(job, "name")).isEqualTo("confirm");
      assertThat(redis.hget(job, "data")).startsWith("{\"order\":\"" + order);
      assertThat(redis.hget(job, "stacktrace")).contains("451 Grace is not known yet");
      assertThat(redis.lrange(job + ":logs", 0, -1))
          .containsExactly("attempt 1 to write to Grace", "attempt 2 to write to Grace");
      assertThat(redis.zcard("{shop}:confirmations:repeat")).isEqualTo(1);
      assertThat(redis.zrange("{shop}:confirmations:completed", 0, -1))
          .anyMatch(id -> id.startsWith("repeat:clean-up:"));
    }
  }

  @Test
  void refusesWrongPasswordsAndThenAllOfThem() {
    for (int i = 0; i < 5; i++) {
      assertThat(client.signIn("mallory", "guess" + i)).isEqualTo(401);
    }
    assertThat(client.signIn("Mallory", "guess")).isEqualTo(429);
    assertThat(client.signIn("grace", "compiler")).isEqualTo(200);
  }

  @Test
  void permitsWhatThePlanOfTheKeyDoes() {
    for (int i = 19; i >= 0; i--) {
      HttpResponse<String> answer = client.page("/api/categories", "X-Api-Key", "teahouse-4711");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("RateLimit").orElse(""))
          .startsWith("\"trial\";r=" + i + ";");
    }
    HttpResponse<String> refused = client.page("/api/categories", "X-Api-Key", "teahouse-4711");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("\"violated-policies\":[\"trial\"]");

    for (String key : List.of("cupboard-0815", "a stranger's")) {
      assertThat(client.page("/api/categories", "X-Api-Key", key).statusCode()).isEqualTo(200);
    }
    assertThat(client.page("/api/categories").headers().firstValue("RateLimit").orElse(""))
        .startsWith("\"visitor\";r=");
  }

  @Test
  void refusesWhatAnotherSiteSends() {
    String form = "login=ada&password=analytical";
    assertThat(client.post("/api/session", form, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(client.post("/api/session", form, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(client.post("/api/session", form, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
    assertThat(client.post("/api/session", form, "Origin", "http://localhost:" + port).statusCode())
        .isEqualTo(200);
  }

  @Test
  void ranksProductsByTheirViews() {
    for (int i = 0; i < 40; i++) {
      client.post("/api/products/60/views", "");
    }
    for (int i = 0; i < 30; i++) {
      client.post("/api/products/61/views", "");
    }
    List<Long> leaders = new ArrayList<>();
    List<Long> views = new ArrayList<>();
    for (JsonNode leader : client.get("/api/leaderboard")) {
      leaders.add(leader.at("/id").asLong());
      views.add(leader.at("/views").asLong());
    }
    assertThat(leaders).startsWith(60L, 61L).hasSizeLessThanOrEqualTo(10);
    assertThat(views).startsWith(40L, 30L).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void tellsEveryOpenPageWhatHappened() throws Exception {
    BlockingQueue<String> lines = client.lines("/api/news");
    Client other = new Client(port);
    other.signIn("grace", "compiler");
    other.post("/api/products/70/views", "");

    assertThat(awaited(lines, "\"product\":70")).startsWith("data:").contains("\"who\":\"Grace\"");
  }

  @Test
  void showsItsKeysToClientsOfThePort() {
    client.get("/api/products/80");
    client.post("/api/products/80/views", "");
    client.signIn("ada", "analytical");
    Place place = Place.of(environment);
    assertThat(client.get("/api/engine").at("/cli").asString()).contains("-p " + place.port());

    try (UnifiedJedis redis = place.open()) {
      assertThat(place.keys("*")).contains("products::80", "views:80", "most-viewed");
      assertThat(redis.get("views:80")).isEqualTo("1");
      assertThat(redis.get("products::80")).startsWith("{\"product\":{\"id\":80,");
      assertThat(redis.ttl("products::80")).isBetween(1500L, Duration.ofMinutes(30).toSeconds());
      assertThat(redis.zrangeWithScores("most-viewed", 0, -1)).contains(new Tuple("80", 1.0));
      String id = client.get("/api/session").at("/idStart").asString();
      String key = place.keys("spring:session:sessions:" + id + "*").iterator().next();
      assertThat(redis.hget(key, "sessionAttr:account")).contains("\"name\":\"Ada\"");
      assertThat(redis.pttl(key)).isBetween(1L, Duration.ofMinutes(35).toMillis());
    }
  }

  @Test
  void givesEachCacheSettingsOfItsOwn() {
    client.get("/api/search?text=kettle");
    client.get("/api/categories");
    Place place = Place.of(environment);
    try (UnifiedJedis redis = place.open()) {
      assertThat(redis.get("searches::0:kettle")).startsWith("{\"total\":");
      assertThat(redis.ttl("searches::0:kettle")).isBetween(80L, 120L);
      assertThat(redis.get("assortment::all")).startsWith("{\"categories\":[{");
      assertThat(redis.ttl("assortment::all")).isBetween(3000L, 3600L);
      assertThat(place.keys("~lease:*")).isEmpty();

      redis.set("searches::0:kettle", "what another version wrote");
      assertThat(client.get("/api/search?text=kettle").at("/cached").asBoolean()).isFalse();
      assertThat(client.get("/api/search?text=kettle").at("/cached").asBoolean()).isTrue();
    }
  }

  @Test
  void isHealthyAndServesThePage() {
    JsonNode health = client.get("/actuator/health");
    assertThat(health.at("/status").asString()).isEqualTo("UP");
    assertThat(health.at("/components/redis/status").asString()).isEqualTo("UP");

    HttpResponse<String> page = client.page("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Redstart sample");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'self'"));
    for (String file : List.of("/page.js", "/page.css", "/icon.svg")) {
      assertThat(client.page(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void showsTheBoardToThoseWhoAreSignedInOnly() {
    for (String path : List.of("/redstart/jobs/", "/%72edstart/jobs/api/queues")) {
      assertThat(client.page(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(client.signIn("ada", "analytical")).isEqualTo(200);
    assertThat(client.page("/redstart/jobs/").body()).contains("board.js");
    assertThat(client.get("/redstart/jobs/api/queues").at("/queues").isArray()).isTrue();
  }

  private static String awaited(BlockingQueue<String> lines, String part) throws Exception {
    for (String line = next(lines); ; line = next(lines)) {
      if (line.contains(part)) {
        return line;
      }
    }
  }

  private static String next(BlockingQueue<String> lines) throws Exception {
    String line = lines.poll(30, TimeUnit.SECONDS);
    assertThat(line).as("a line of news").isNotNull();
    return line;
  }

  private JsonNode figures(String cache) {
    for (JsonNode figures : client.get("/api/caches")) {
      if (figures.at("/name").asString().equals(cache)) {
        return figures;
      }
    }
    throw new AssertionError("no cache " + cache);
  }
}
