package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobFlow;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.NodePeer;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.script.Layout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bull Board, BullMQ's dashboard, lists and changes the jobs that Java has added. */
@Timeout(120)
@ParameterizedClass
@MethodSource("places")
class BullBoardTest {

  private static final JobOptions LATER = JobOptions.options().delay(Duration.ofHours(1));

  private final String release;
  private final JobPlace place;
  private final JobQueue queue;
  private final Workshop shop = new Workshop();
  private final HttpClient http = HttpClient.newHttpClient();
  private NodePeer node;
  private String root;

  BullBoardTest(String release, JobPlace place) {
    this.release = release;
    this.place = place;
    this.queue = place.queue("both");
  }

  static List<Arguments> places() {
    return InteroperationTest.places();
  }

  @BeforeEach
  void start() throws Exception {
    NodePeer.require("@bull-board/express");
    node = new NodePeer(release, place.port);
    root = "http://127.0.0.1:" + node.run("return lab.board('both')").asInt() + "/api/queues";
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
    if (node != null) {
      node.close();
    }
    place.flush();
  }

  @Test
  void listsJobsOfJava() throws Exception {
    Job job = queue.add("confirm", Map.of("text", "ü/\""), JobOptions.options().attempts(3));
    job.log("a line");
    queue.add("later", 7, LATER);
    JsonNode waiting = list("waiting");
    assertThat(waiting.at("/counts/waiting").asInt()).isOne();
    assertThat(waiting.at("/counts/delayed").asInt()).isOne();
    JsonNode one = waiting.at("/jobs/0");
    assertThat(one.at("/id").asString()).isEqualTo(job.id());
    assertThat(one.at("/name").asString()).isEqualTo("confirm");
    assertThat(one.at("/data").toString()).isEqualTo("{\"text\":\"ü/\\\"\"}");
    assertThat(one.at("/opts/attempts").asInt()).isEqualTo(3);
    assertThat(one.at("/timestamp").asLong()).isEqualTo(job.timestamp().toEpochMilli());
    assertThat(get("/both/" + job.id()).at("/status").asString()).isEqualTo("waiting");
    assertThat(get("/both/" + job.id() + "/logs").toString()).isEqualTo("[\"a line\"]");
  }

  @Test
  void retriesWhatFailedInJava() throws Exception {
    Job job = queue.add("a", 1);
    JobWorker failing =
        shop.worker(
            queue,
            it -> {
              throw new IllegalStateException("no");
            });
    assertThat(shop.next()).isEqualTo("failed " + job.id() + " no");
    failing.close();
    JsonNode failed = list("failed").at("/jobs/0");
    assertThat(failed.at("/failedReason").asString()).isEqualTo("no");
    assertThat(failed.at("/stacktrace/0").asString()).contains("IllegalStateException");
    assertThat(failed.at("/isFailed").asBoolean()).isTrue();
    put("/both/" + job.id() + "/retry");
    assertThat(job.state()).contains(JobState.WAITING);
    shop.worker(queue, it -> "done");
    assertThat(shop.next()).isEqualTo("completed " + job.id() + " done");
    assertThat(list("completed").at("/jobs/0/returnValue").asString()).isEqualTo("done");
  }

  @Test
  void promotesRemovesAndCleans() throws Exception {
    Job promoted = queue.add("a", 1, LATER);
    Job removed = queue.add("a", 2, LATER);
    put("/both/" + promoted.id() + "/promote");
    assertThat(promoted.state()).contains(JobState.WAITING);
    put("/both/" + removed.id() + "/clean");
    assertThat(queue.find(removed.id())).isEmpty();
    queue.add("a", 3, LATER);
    put("/both/promote");
    assertThat(queue.count(JobState.WAITING)).isEqualTo(2);
    // Bull Board leaves alone what has ended within the last seconds.
    place.time(System.currentTimeMillis() - 60_000);
    shop.worker(queue, Job::payload);
    shop.next(2);
    put("/both/clean/completed");
    assertThat(queue.count(JobState.COMPLETED)).isZero();
  }

  @Test
  void pausesAndResumesWorkersOfJava() throws Exception {
    put("/both/pause");
    assertThat(queue.isPaused()).isTrue();
    queue.add("a", 1);
    assertThat(list("latest").at("/isPaused").asBoolean()).isTrue();
    put("/both/resume");
    assertThat(queue.isPaused()).isFalse();
    shop.worker(queue, Job::payload);
    assertThat(shop.next()).isEqualTo("completed 1 1");
  }

  @Test
  void showsFlowsAndSchedulersOfJava() throws Exception {
    Job parent =
        place
            .queues(Layout.AUTO)
            .add(
                JobFlow.of("both", new NewJob("parent", 1))
                    .after(JobFlow.of("both", new NewJob("child", 2))));
    assertThat(get("/both/" + parent.id() + "/flow").toString()).contains("\"child\"");
    queue
        .schedulers()
        .upsert("nightly", Schedule.cron("0 3 * * *"), new NewJob("report", Map.of()));
    put("/both/job-schedulers/nightly/remove");
    assertThat(queue.schedulers().find("nightly")).isEmpty();
  }

  /** The queue with its jobs of a state. */
  private JsonNode list(String status) throws Exception {
    return get("?activeQueue=both&page=1&jobsPerPage=10&status=" + status).at("/queues/0");
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(root + path)).build());
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  private void put(String path) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{}"));
    HttpResponse<String> response = send(request.build());
    assertThat(response.statusCode()).as(path + ": " + response.body()).isIn(200, 204);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
