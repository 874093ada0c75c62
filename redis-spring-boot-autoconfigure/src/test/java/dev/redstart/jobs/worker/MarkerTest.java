package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.script.Layout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisZSetCommands;

/** A worker that takes no more jobs leaves a marker to those that do. */
@Timeout(60)
@ParameterizedClass
@MethodSource("dev.redstart.jobs.JobPlaces#all")
class MarkerTest {

  private static final String MARKER = "bull:marked:marker";

  private final JobPlace place;
  private final JobQueue queue;
  private final Workshop shop = new Workshop();
  private final CompletableFuture<JobWorker> told = new CompletableFuture<>();
  private final CompletableFuture<String> paused = new CompletableFuture<>();
  private final AtomicReference<Runnable> adds = new AtomicReference<>(() -> {});

  MarkerTest(JobPlace place) {
    this.place = place;
    this.queue = place.queue("marked");
  }

  @AfterEach
  void close() {
    shop.close();
    place.flush();
  }

  @Test
  void thatOfAJobIsThereAgain() throws Exception {
    pauseOnceItIsTold(() -> queue.add("now"));
    assertThat(place.scores(MARKER)).isEqualTo(Map.of("0", 0.0));
    shop.worker(queue, job -> "elsewhere");
    assertThat(shop.next()).isEqualTo("completed 1 elsewhere");
  }

  @Test
  void thatOfADelayedJobIsThereAgain() throws Exception {
    place.time(1_000_000);
    pauseOnceItIsTold(
        () -> queue.add("later", null, JobOptions.options().delay(Duration.ofHours(1))));
    assertThat(place.scores(MARKER)).isEqualTo(Map.of("1", 4_600_000.0));
    shop.worker(queue, job -> "elsewhere");
    place.time(4_600_000);
    assertThat(shop.next()).isEqualTo("completed 1 elsewhere");
  }

  @Test
  void withoutJobsThereIsNone() {
    JobWorker worker = shop.worker(queue, job -> null);
    worker.close();
    assertThat(place.scores(MARKER)).isEmpty();
  }

  /** The worker has taken the marker, and is paused before it asks for the job. */
  private void pauseOnceItIsTold(Runnable addsOne) throws Exception {
    adds.set(addsOne);
    JobQueue heard = place.queues(Layout.AUTO, eager()).queue("marked");
    JobWorker worker = shop.worker(heard, job -> "here");
    told.complete(worker);
    paused.get(20, TimeUnit.SECONDS);
    worker.close();
  }

  /** Connections that add as soon as the worker waits, and pause it as soon as it has a marker. */
  private RedisConnectionFactory eager() {
    return LostCalls.proxy(RedisConnectionFactory.class, place.factory, this::connection);
  }

  private @Nullable Object connection(@Nullable Object result) {
    return result instanceof RedisConnection real
        ? LostCalls.proxy(RedisConnection.class, real, this::commands)
        : result;
  }

  private @Nullable Object commands(@Nullable Object result) {
    if (result instanceof RedisZSetCommands real) {
      adds.getAndSet(() -> {}).run();
      return LostCalls.proxy(RedisZSetCommands.class, real, this::pause);
    }
    return result;
  }

  private @Nullable Object pause(@Nullable Object marker) {
    if (marker != null) {
      told.join().pause();
      paused.complete("paused");
    }
    return marker;
  }
}
