package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.actuate.RedstartEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint, over HTTP, on servlets and on WebFlux, on the engine and on a server. */
class RedstartEndpointTest {

  private static final String SESSION = "0b6a1ed4-93a7-4b4b-9d8f-7f4f5f0f0c11";
  private static final String WRITABLE = "management.endpoint.redstart.access=unrestricted";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableCaching
  static class Application {

    @Bean
    Greeter greeter() {
      return new Greeter();
    }
  }

  static class Greeter {

    @Cacheable("greetings")
    public String greet(String name) {
      return "Hello " + name;
    }
  }

  @Test
  void everyPartIsShownEverywhere() {
    Places.forEach(
        place -> {
          for (WebApplicationType type : both()) {
            try (ConfigurableApplicationContext application = start(type, place)) {
              StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
              redis.delete(redis.keys("*"));
              redis.opsForValue().set("big", "x".repeat(10_000));
              redis.opsForValue().set("spring:session:sessions:" + SESSION, "x");
              application.getBean(Greeter.class).greet("Ada");

              JsonNode overview = get(application, "");
              assertThat(overview.at("/instances/0/name").asString()).isEqualTo("redis");
              assertThat(overview.at("/instances/0/role").asString()).isEqualTo("master");
              assertThat(names(overview.at("/parts")))
                  .containsExactlyInAnyOrder(
                      "info",
                      "persistence",
                      "slowlog",
                      "clients",
                      "keys",
                      "settings",
                      "caches",
                      "limits");
              JsonNode info = get(application, "/info");
              assertThat(info.at("/memory/used_memory").asLong()).isPositive();
              assertThat(get(application, "/info?name=keyspace").at("/db0").asString())
                  .startsWith("keys=3,");
              JsonNode keys = get(application, "/keys");
              assertThat(keys.at("/keys").asLong()).isEqualTo(3);
              assertThat(keys.at("/big/0/key").asString()).isEqualTo("big");
              assertThat(keys.at("/big/0/bytes").asLong()).isBetween(10_000L, 20_000L);
              assertThat(keys.at("/hot/0/idleSeconds").asLong(-1)).isBetween(0L, 60L);
              assertThat(keys.toString()).contains("0b6a1ed4-******").doesNotContain(SESSION);
              assertThat(get(application, "/clients").at("/clients/0/id").asLong()).isPositive();
              assertThat(get(application, "/persistence").at("/aof_enabled").asInt()).isZero();
              JsonNode greetings = get(application, "/caches?name=greetings");
              assertThat(greetings.at("/uses/puts").asLong()).isOne();
              assertThat(greetings.at("/settings/jitter").asDouble()).isEqualTo(0.1);
              assertThat(get(application, "/limits").at("/settings/plans/api").isObject()).isTrue();
            }
          }
        });
  }

  @Test
  void secretsAreNotShown() {
    try (ConfigurableApplicationContext application =
        start(
            WebApplicationType.SERVLET,
            "redstart.server.port=0",
            "redstart.server.password=hunter2",
            "redstart.settings.slowlog-log-slower-than=0")) {
      application.getBean(StringRedisTemplate.class).opsForValue().set("key", "confidential");
      JsonNode settings = get(application, "/settings");
      assertThat(settings.at("/requirepass").asString()).isEqualTo("******");
      assertThat(settings.at("/maxmemory-policy").asString()).isEqualTo("volatile-lru");
      assertThat(settings.toString()).doesNotContain("hunter2");
      String slow = get(application, "/slowlog?count=100").toString();
      assertThat(slow).contains("\"SET\"").doesNotContain("confidential");
    }
    try (ConfigurableApplicationContext application =
        start(
            WebApplicationType.SERVLET,
            "redstart.endpoint.show-values=always",
            "redstart.settings.slowlog-log-slower-than=0")) {
      application.getBean(StringRedisTemplate.class).opsForValue().set("key", "confidential");
      assertThat(get(application, "/slowlog").toString()).contains("confidential");
    }
  }

  @Test
  void nothingIsChangedUnlessThatIsAllowed() {
    for (WebApplicationType type : both()) {
      try (ConfigurableApplicationContext application = start(type)) {
        assertThat(send(application, "POST", "/persistence").statusCode()).isEqualTo(405);
        assertThat(send(application, "DELETE", "/caches").statusCode()).isEqualTo(405);
      }
    }
  }

  @Test
  void whatIsAllowedIsDone() {
    Places.forEach(
        place -> {
          for (WebApplicationType type : both()) {
            String[] properties = Arrays.copyOf(place, place.length + 1);
            properties[place.length] = WRITABLE;
            try (ConfigurableApplicationContext application = start(type, properties)) {
              StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
              application.getBean(Greeter.class).greet("Ada");
              assertThat(redis.hasKey("greetings::Ada")).isTrue();
              assertThat(send(application, "DELETE", "/caches?name=greetings").statusCode())
                  .isEqualTo(200);
              assertThat(redis.hasKey("greetings::Ada")).isFalse();
              assertThat(send(application, "DELETE", "/slowlog").statusCode()).isEqualTo(200);
              assertThat(get(application, "/slowlog").at("/calls").size()).isZero();
            }
          }
        });
  }

  @Test
  void aSnapshotIsTakenOnDemand(@TempDir Path directory) {
    try (ConfigurableApplicationContext application =
        start(
            WebApplicationType.SERVLET,
            WRITABLE,
            "redstart.settings.dbfilename=dump.rdb",
            "redstart.settings.dir=" + directory)) {
      application.getBean(StringRedisTemplate.class).opsForValue().set("a", "1");
      assertThat(send(application, "POST", "/persistence").body()).contains("started");
    }
    assertThat(directory.resolve("dump.rdb")).exists();
  }

  /** On servlets: Tomcat, where WebFlux runs on it, now and then hangs up instead of saying 400. */
  @Test
  void mistakesAreAnswered() {
    try (ConfigurableApplicationContext application = start(WebApplicationType.SERVLET, WRITABLE)) {
      assertThat(send(application, "GET", "/nothing").statusCode()).isEqualTo(404);
      assertThat(send(application, "GET", "/info?name=nothing").statusCode()).isEqualTo(404);
      assertThat(send(application, "GET", "/info?instance=nobody").statusCode()).isEqualTo(400);
      assertThat(send(application, "DELETE", "/caches?name=none").statusCode()).isEqualTo(400);
      assertThat(send(application, "DELETE", "/clients?name=987654").statusCode()).isEqualTo(400);
      assertThat(send(application, "DELETE", "/info").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void furtherInstancesAreAskedByName() {
    try (ConfigurableApplicationContext application =
        start(WebApplicationType.SERVLET, "redstart.instances.orders.settings.maxclients=77")) {
      assertThat(get(application, "/settings?instance=orders&name=maxclients").toString())
          .isEqualTo("{\"maxclients\":\"77\"}");
      assertThat(get(application, "").at("/instances").size()).isEqualTo(2);
    }
  }

  @Test
  void backsOff() {
    WebApplicationContextRunner runner =
        new WebApplicationContextRunner()
            .withConfiguration(RedstartConfigurations.ALL)
            .withConfiguration(
                AutoConfigurations.of(
                    EndpointAutoConfiguration.class, RedstartEndpointAutoConfiguration.class));
    runner.run(context -> assertThat(context).doesNotHaveBean(RedstartEndpoint.class));
    String exposed = "management.endpoints.web.exposure.include=redstart";
    runner
        .withPropertyValues(exposed)
        .run(context -> assertThat(context).hasSingleBean(RedstartEndpoint.class));
    runner
        .withPropertyValues(exposed, "management.endpoint.redstart.access=NONE")
        .run(context -> assertThat(context).doesNotHaveBean(RedstartEndpoint.class));
    new ApplicationContextRunner()
        .withConfiguration(RedstartConfigurations.ALL)
        .withConfiguration(AutoConfigurations.of(RedstartEndpointAutoConfiguration.class))
        .withPropertyValues(exposed)
        .withClassLoader(new FilteredClassLoader(Endpoint.class))
        .run(context -> assertThat(context).hasNotFailed());
  }

  private static List<WebApplicationType> both() {
    return List.of(WebApplicationType.SERVLET, WebApplicationType.REACTIVE);
  }

  private static ConfigurableApplicationContext start(
      WebApplicationType type, String... properties) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(type);
    List<String> arguments = new ArrayList<>();
    List.of(
            "server.port=0",
            "spring.main.banner-mode=off",
            "management.endpoints.web.exposure.include=redstart",
            "redstart.cache.caches.greetings.time-to-live=1h",
            "redstart.cache.caches.greetings.jitter=0.1",
            "redstart.rate-limit.plans.api.bandwidths[0].capacity=2")
        .forEach(property -> arguments.add("--" + property));
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return application.run(arguments.toArray(String[]::new));
  }

  private JsonNode get(ConfigurableApplicationContext application, String path) {
    HttpResponse<String> response = send(application, "GET", path);
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
    return new JsonMapper().readTree(response.body());
  }

  private HttpResponse<String> send(
      ConfigurableApplicationContext application, String method, String path) {
    String port = application.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://localhost:" + port + "/actuator/redstart" + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Content-Type", "application/json");
    try {
      // A connection of its own: Tomcat closes one after it has answered 400.
      return HttpClient.newHttpClient()
          .send(
              request
                  .method(
                      method,
                      method.equals("POST")
                          ? BodyPublishers.ofString("{}")
                          : BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asString()));
    return names;
  }
}
