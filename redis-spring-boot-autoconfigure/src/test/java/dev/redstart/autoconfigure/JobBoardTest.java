package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redstart.engine.testing.RealCluster;
import dev.redstart.jobs.ChildFailure;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobFlow;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.board.JobBoard;
import dev.redstart.jobs.board.ServletCsrf;
import dev.redstart.jobs.worker.JobWorker;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.JsonNode;

/** The board over HTTP, on servlets and on WebFlux, on the engine and on a server. */
class JobBoardTest {

  private static final String BOARD = "/redstart/jobs";
  private static final String ENABLED = "redstart.jobs.board.enabled=true";
  private static final String WRITABLE = "redstart.jobs.board.writable=true";
  private static final String HOSTILE = "<script>alert(1)</script>\"'&";

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void showsAndChangesWhatIsThere(WebApplicationType type) {
    Places.forEach(
        place -> {
          String[] properties = with(place, ENABLED, WRITABLE);
          try (ConfigurableApplicationContext application = start(type, properties)) {
            StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
            redis.delete(redis.keys("*"));
            JobQueues queues = application.getBean(JobQueues.class);
            BoardVisitor visitor = new BoardVisitor(application, BOARD);
            showsQueuesAndJobs(queues, visitor);
            changesJobs(queues.queue("mails"), visitor);
            changesQueues(queues.queue("mails"), visitor);
            showsSchedulers(queues.queue("mails"), visitor);
            showsFlows(queues, visitor);
          }
        });
  }

  private static void showsQueuesAndJobs(JobQueues queues, BoardVisitor visitor) {
    JobQueue mails = queues.queue("mails");
    JobOptions named = JobOptions.options().id("a/b;c%2F" + HOSTILE).priority(7);
    Job job = mails.add(HOSTILE, Map.of("text", HOSTILE), named);
    job.log("one " + HOSTILE);
    job.log("two");
    IntStream.range(0, 30).forEach(i -> mails.add("later", i, delayed()));

    JsonNode all = visitor.ask("queues");
    assertThat(all.at("/total").asInt()).isOne();
    assertThat(all.at("/queues/0/name").asString()).isEqualTo("mails");
    assertThat(all.at("/queues/0/paused").asBoolean()).isFalse();
    assertThat(all.at("/queues/0/counts").toString())
        .isEqualTo(
            "{\"waiting\":0,\"active\":0,\"prioritized\":1,\"delayed\":30,"
                + "\"waiting-children\":0,\"completed\":0,\"failed\":0}");

    JsonNode second =
        visitor.ask("jobs", "queue", "mails", "state", "delayed", "first", "25", "count", "25");
    assertThat(second.at("/jobs").size()).isEqualTo(5);
    assertThat(second.at("/jobs/4/data").asString()).isEqualTo("29");
    assertThat(second.at("/jobs/4/delay").asLong()).isEqualTo(3_600_000);

    JsonNode one = visitor.ask("job", "queue", "mails", "job", job.id());
    assertThat(one.at("/name").asString()).isEqualTo(HOSTILE);
    assertThat(one.at("/id").asString()).isEqualTo(job.id());
    assertThat(one.at("/data").asString()).isEqualTo(job.payload());
    assertThat(one.at("/state").asString()).isEqualTo("prioritized");
    assertThat(one.at("/priority").asInt()).isEqualTo(7);
    assertThat(one.at("/options").asString()).contains("\"priority\":7");
    JsonNode logs = visitor.ask("logs", "queue", "mails", "job", job.id());
    assertThat(logs.at("/items").size()).isEqualTo(2);
    assertThat(logs.at("/items/0").asString()).isEqualTo("one " + HOSTILE);
    JsonNode last = visitor.ask("logs", "queue", "mails", "job", job.id(), "count", "1");
    assertThat(last.at("/items/0").asString()).isEqualTo("two");
    assertThat(last.at("/more").asBoolean()).isTrue();
    JsonNode earlier =
        visitor.ask("logs", "queue", "mails", "job", job.id(), "count", "1", "first", "1");
    assertThat(earlier.at("/items/0").asString()).startsWith("one");
    assertThat(earlier.at("/more").asBoolean()).isFalse();
  }

  private static void changesJobs(JobQueue mails, BoardVisitor visitor) {
    String[] prioritized = {"queue", "mails", "job", "a/b;c%2F" + HOSTILE};
    assertThat(visitor.change("remove", prioritized)).startsWith("Removed job a/b");
    assertThat(visitor.post("remove", prioritized).statusCode()).isEqualTo(404);

    Job delayed = mails.jobs(JobState.DELAYED, 0, 1).get(0);
    String[] first = {"queue", "mails", "job", delayed.id()};
    assertThat(visitor.post("retry", first).statusCode()).isEqualTo(400);
    visitor.change("promote", first);
    assertThat(delayed.state()).contains(JobState.WAITING);
    assertThat(visitor.post("promote", first).statusCode()).isEqualTo(409);

    failAll(mails);
    JsonNode failed = visitor.ask("jobs", "queue", "mails", "state", "failed");
    assertThat(failed.at("/jobs/0/failedReason").asString()).isEqualTo("no " + HOSTILE);
    JsonNode one = visitor.ask("job", first);
    assertThat(one.at("/stackTraces/0").asString()).contains("IllegalStateException");
    assertThat(one.at("/finishedOn").asLong()).isPositive();
    visitor.change("retry", first);
    assertThat(delayed.state()).contains(JobState.WAITING);
  }

  private static void changesQueues(JobQueue mails, BoardVisitor visitor) {
    visitor.change("pause", "queue", "mails");
    assertThat(visitor.ask("queues").at("/queues/0/paused").asBoolean()).isTrue();
    visitor.change("resume", "queue", "mails");
    assertThat(mails.isPaused()).isFalse();

    assertThat(visitor.change("promote-all", "queue", "mails")).isEqualTo("Lined up 29 jobs");
    failAll(mails);
    assertThat(visitor.change("retry-all", "queue", "mails", "state", "failed"))
        .isEqualTo("Lined up 30 jobs");
    failAll(mails);
    String[] failed = {"queue", "mails", "state", "failed", "minutes", "1"};
    assertThat(visitor.change("clean", failed)).isEqualTo("Removed 0 jobs");
    failed[5] = "0";
    assertThat(visitor.change("clean", failed)).isEqualTo("Removed 30 jobs");
    assertThat(mails.count(JobState.FAILED)).isZero();
  }

  private static void failAll(JobQueue queue) {
    try (JobWorker worker =
        JobWorker.builder(
                queue,
                job -> {
                  throw new IllegalStateException("no " + HOSTILE);
                })
            .build()) {
      worker.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> queue.count(JobState.WAITING) + queue.count(JobState.ACTIVE) == 0);
    }
  }

  private static void showsSchedulers(JobQueue mails, BoardVisitor visitor) {
    mails
        .schedulers()
        .upsert("nightly " + HOSTILE, Schedule.cron("0 3 * * *"), new NewJob("report", 7));
    mails.schedulers().upsert("b", Schedule.every(Duration.ofDays(99)), new NewJob("x", null));
    JsonNode one = visitor.ask("schedulers", "queue", "mails", "count", "1", "first", "1");
    assertThat(one.at("/more").asBoolean()).isFalse();
    assertThat(one.at("/items/0/id").asString()).isEqualTo("nightly " + HOSTILE);
    assertThat(one.at("/items/0/schedule").asString()).startsWith("0 3 * * *");
    assertThat(one.at("/items/0/next").asLong()).isPositive();
    visitor.change("remove-scheduler", "queue", "mails", "scheduler", "nightly " + HOSTILE);
    JsonNode left = visitor.ask("schedulers", "queue", "mails");
    assertThat(left.at("/items").size()).isOne();
    assertThat(left.at("/items/0/id").asString()).isEqualTo("b");
    assertThat(visitor.post("remove-scheduler", "queue", "mails", "scheduler", "none").statusCode())
        .isEqualTo(404);
  }

  private static void showsFlows(JobQueues queues, BoardVisitor visitor) {
    JobOptions ignored = JobOptions.options().onFailure(ChildFailure.IGNORED);
    Job parent =
        queues.add(
            JobFlow.of("orders", new NewJob("ship", 1))
                .after(
                    JobFlow.of("bills", new NewJob("charge", 2, ignored)),
                    JobFlow.of("letters", new NewJob("confirm", 3))));
    failAll(queues.queue("bills"));
    JsonNode one = visitor.ask("job", "queue", "orders", "job", parent.id());
    assertThat(one.at("/state").asString()).isEqualTo("waiting-children");
    assertThat(one.at("/children").size()).isEqualTo(2);
    assertThat(one.at("/children/0/queue").asString()).isEqualTo("letters");
    assertThat(one.at("/children/0/standing").asString()).isEqualTo("pending");
    assertThat(one.at("/children/1/name").asString()).isEqualTo("charge");
    assertThat(one.at("/children/1/standing").asString()).isEqualTo("ignored");
    JsonNode child =
        visitor.ask("job", "queue", "bills", "job", one.at("/children/1/id").asString());
    assertThat(child.at("/parent/queue").asString()).isEqualTo("orders");
    assertThat(child.at("/parent/id").asString()).isEqualTo(parent.id());
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void pagesLoadNothingFromElsewhere(WebApplicationType type) {
    try (ConfigurableApplicationContext application =
        start(type, ENABLED, "redstart.jobs.board.path=/admin/queues")) {
      BoardVisitor visitor = new BoardVisitor(application, "/admin/queues");
      HttpResponse<String> redirect = visitor.get("");
      assertThat(redirect.statusCode()).isEqualTo(302);
      assertThat(redirect.headers().firstValue("Location")).contains("./queues/");
      for (String file : List.of("/", "/board.css", "/board.js")) {
        HttpResponse<String> response = visitor.get(file);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).doesNotContain("//www", "http:", "https:", " style=", "=\"/");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
            .startsWith("default-src 'none'; script-src 'self';")
            .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      }
      assertThat(visitor.get("/").headers().firstValue("Content-Type"))
          .contains("text/html;charset=UTF-8");
      assertThat(new BoardVisitor(application, BOARD).get("/").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void changesNothingUnlessThatIsAllowed(WebApplicationType type) {
    try (ConfigurableApplicationContext application = start(type, ENABLED)) {
      JobQueue mails = application.getBean(JobQueues.class).queue("mails");
      Job job = mails.add("a", 1, delayed());
      BoardVisitor visitor = new BoardVisitor(application, BOARD);
      assertThat(visitor.ask("board").toString()).isEqualTo("{\"writable\":false}");
      for (String change :
          List.of(
              "pause",
              "resume",
              "clean",
              "retry-all",
              "promote-all",
              "retry",
              "promote",
              "remove",
              "remove-scheduler")) {
        HttpResponse<String> response =
            visitor.post(change, "queue", "mails", "job", job.id(), "state", "delayed");
        assertThat(response.statusCode()).as(change).isEqualTo(403);
        assertThat(response.body()).contains("redstart.jobs.board.writable");
      }
      assertThat(mails.isPaused()).isFalse();
      assertThat(job.state()).contains(JobState.DELAYED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void mistakesAreAnswered(WebApplicationType type) {
    try (ConfigurableApplicationContext application = start(type, ENABLED, WRITABLE)) {
      application.getBean(JobQueues.class).queue("mails").add("a");
      BoardVisitor visitor = new BoardVisitor(application, BOARD);
      assertThat(visitor.postFromElsewhere("pause", "queue", "mails").statusCode()).isEqualTo(403);
      assertThat(visitor.get("/api/job?queue=mails&job=2").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/api/job?queue=none&job=1").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/api/job?queue=mails").statusCode()).isEqualTo(400);
      assertThat(visitor.get("/api/jobs?queue=a%3Ab&state=failed").statusCode()).isEqualTo(400);
      assertThat(visitor.get("/api/jobs?queue=mails&state=lost").statusCode()).isEqualTo(400);
      for (String number : List.of("-1", "x", "99999999999", "201")) {
        assertThat(visitor.get("/api/queues?count=" + number).statusCode()).isEqualTo(400);
      }
      assertThat(visitor.get("/api/queues?first=1000000").statusCode()).isEqualTo(200);
      assertThat(application.getBean(JobQueues.class).known()).containsExactly("mails");
    }
  }

  @Test
  void onlyNamedQueuesAreShownWhereSomeAreNamed() {
    try (ConfigurableApplicationContext application =
        start(WebApplicationType.SERVLET, ENABLED, "redstart.jobs.board.queues=mails,letters")) {
      JobQueues queues = application.getBean(JobQueues.class);
      queues.queue("secret").add("a");
      BoardVisitor visitor = new BoardVisitor(application, BOARD);
      JsonNode all = visitor.ask("queues");
      assertThat(all.at("/total").asInt()).isEqualTo(2);
      assertThat(all.at("/queues/0/name").asString()).isEqualTo("letters");
      assertThat(visitor.get("/api/job?queue=secret&job=1").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatOthersHaveStoredIsShownAsItIs() {
    try (ConfigurableApplicationContext application =
        start(WebApplicationType.SERVLET, ENABLED, "redstart.jobs.prefix=b[u]l*l")) {
      StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
      String base = "b[u]l*l:node";
      redis.opsForHash().put(base + ":meta", "version", "bullmq:5.81.5");
      redis.opsForHash().put("bul_l:other:meta", "version", "bullmq:5.81.5");
      redis.opsForHash().put("b[u]l*l:x:y:meta", "version", "bullmq:5.81.5");
      Map<String, String> hash =
          Map.of(
              "name", "n",
              "data", "[" + "1,".repeat(60_000) + "1]",
              "opts", "null",
              "stacktrace", "[null, \"at\"]",
              "timestamp", "yesterday",
              "progress", "{",
              "parentKey", "elsewhere:queue:7",
              "delay", "9223372036854775807",
              "rjk", "");
      redis.opsForHash().putAll(base + ":7", hash);
      redis.opsForList().leftPush(base + ":wait", "7");
      redis.opsForList().leftPush(base + ":wait", "gone");
      BoardVisitor visitor = new BoardVisitor(application, BOARD);
      JsonNode all = visitor.ask("queues");
      assertThat(all.at("/total").asInt()).isOne();
      assertThat(all.at("/queues/0/name").asString()).isEqualTo("node");
      JsonNode jobs = visitor.ask("jobs", "queue", "node", "state", "waiting");
      assertThat(jobs.at("/jobs").size()).isEqualTo(2);
      JsonNode one = visitor.ask("job", "queue", "node", "job", "7");
      assertThat(one.at("/data").asString())
          .hasSize(100_000 + "… (20003 more characters)".length());
      assertThat(one.at("/stackTraces/1").asString()).isEqualTo("at");
      assertThat(one.at("/parent").toString()).isEqualTo("{\"key\":\"elsewhere:queue:7\"}");
    }
  }

  @Test
  void aClusterIsLookedThrough() {
    try (RealCluster cluster = RealCluster.required()) {
      for (String driver : List.of("lettuce", "jedis")) {
        try (ConfigurableApplicationContext application =
            start(
                WebApplicationType.SERVLET,
                ENABLED,
                WRITABLE,
                "redstart.mode=remote",
                "spring.data.redis.client-type=" + driver,
                "spring.data.redis.cluster.nodes=" + cluster.addresses())) {
          JobQueues queues = application.getBean(JobQueues.class);
          BoardVisitor visitor = new BoardVisitor(application, BOARD);
          JobQueues others =
              JobQueues.builder(application.getBean(RedisConnectionFactory.class)).build();
          for (String name : List.of("{a}", "{b}", "{c}", "{d}")) {
            others.queue(name).add(name, 1, delayed());
          }
          assertThat(visitor.ask("queues").at("/total").asInt()).isEqualTo(4);
          Job job = queues.queue("{d}").jobs(JobState.DELAYED, 0, 1).get(0);
          visitor.change("promote", "queue", "{d}", "job", job.id());
          JsonNode one = visitor.ask("job", "queue", "{d}", "job", job.id());
          assertThat(one.at("/state").asString()).isEqualTo("waiting");
          HttpResponse<String> untagged = visitor.get("/api/jobs?queue=plain&state=failed");
          assertThat(untagged.statusCode()).isEqualTo(400);
          assertThat(untagged.body()).contains("hash tag");
        }
      }
    }
  }

  @Test
  void backsOff() {
    AutoConfigurations all =
        AutoConfigurations.of(
            RedstartAutoConfiguration.class,
            EmbeddedEngineAutoConfiguration.class,
            DataRedisAutoConfiguration.class,
            JobsAutoConfiguration.class,
            JobBoardAutoConfiguration.class);
    WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(all);
    servlet.run(context -> assertThat(context).doesNotHaveBean(JobBoard.class));
    WebApplicationContextRunner enabled = servlet.withPropertyValues(ENABLED);
    enabled.run(
        context ->
            assertThat(context)
                .hasSingleBean(JobBoard.class)
                .hasSingleBean(ServletCsrf.class)
                .hasBean("jobBoardRoutes"));
    enabled
        .withPropertyValues("redstart.jobs.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(JobBoard.class));
    enabled
        .withClassLoader(new FilteredClassLoader(CsrfToken.class))
        .run(
            context ->
                assertThat(context).hasBean("jobBoardRoutes").doesNotHaveBean(ServletCsrf.class));
    enabled
        .withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jobBoardRoutes"));
    for (String path : List.of("jobs", "/", "/jobs/")) {
      enabled
          .withPropertyValues("redstart.jobs.board.path=" + path)
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .rootCause()
                      .hasMessageContaining("a path begins with a slash"));
    }
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(all)
        .withPropertyValues(ENABLED)
        .run(context -> assertThat(context).hasBean("jobBoardRoutes"));
    new ApplicationContextRunner()
        .withConfiguration(all)
        .withPropertyValues(ENABLED)
        .run(context -> assertThat(context).doesNotHaveBean(JobBoard.class));
  }

  private static JobOptions delayed() {
    return JobOptions.options().delay(Duration.ofHours(1));
  }

  private static String[] with(String[] properties, String... more) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static ConfigurableApplicationContext start(
      WebApplicationType type, String... properties) {
    SpringApplication application = new SpringApplication(Application.class);
    application.setWebApplicationType(type);
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--spring.main.banner-mode=off");
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return application.run(arguments.toArray(String[]::new));
  }
}
