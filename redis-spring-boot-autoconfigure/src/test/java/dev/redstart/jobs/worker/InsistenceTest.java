package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobPlaces;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.Keep;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A job that has run does not run again because of a connection that breaks thereafter. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class InsistenceTest {

  private final JobPlace place = JobPlaces.all().get(0);
  private final LostCalls lost = new LostCalls();
  private final JobQueue queue =
      JobQueues.builder(lost.on(place.factory)).build().queue("insistent");
  private final Workshop shop = new Workshop();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    shop.close();
    place.flush();
  }

  @Test
  void theEndIsSaidUntilItIsHeard() throws Exception {
    Job job = queue.add("a");
    shop.worker(
        queue,
        it -> {
          lost.loseCall().loseCall().loseCall();
          return runs.incrementAndGet();
        });
    assertThat(shop.next()).isEqualTo("completed 1 1");
    assertThat(lost.areOver()).isTrue();
    assertThat(job.state()).contains(JobState.COMPLETED);
    Job next = queue.add("b");
    assertThat(shop.next()).isEqualTo("completed 2 2");
    assertThat(next.refreshed().orElseThrow().stalledCount()).isZero();
  }

  @Test
  void anEndThatWasHeardIsNotDoubted() throws Exception {
    shop.worker(
        queue,
        job -> {
          lost.loseAnswer();
          if (job.name().equals("fails")) {
            throw new IllegalStateException("no");
          }
          return job.name();
        });
    queue.add("stays");
    assertThat(shop.next()).isEqualTo("completed 1 stays");
    queue.add("goes", 1, JobOptions.options().removeOnComplete(Keep.none()));
    assertThat(shop.next()).isEqualTo("completed 2 goes");
    queue.add("fails", 1, JobOptions.options().attempts(2));
    assertThat(shop.next(2)).containsExactly("retried 3 no 0", "failed 3 no");
    assertThat(queue.count(JobState.COMPLETED)).isEqualTo(1);
    assertThat(queue.count(JobState.FAILED)).isEqualTo(1);
  }

  @Test
  void whatAStopGivesBackIsNoSurprise(CapturedOutput output) throws Exception {
    Job job = queue.add("a", 1, JobOptions.options().attempts(3));
    CountDownLatch begun = new CountDownLatch(1);
    JobWorker worker =
        shop.worker(
            queue,
            it -> {
              begun.countDown();
              new CountDownLatch(1).await();
              return "";
            });
    begun.await();
    worker.close();
    assertThat(shop.next()).isEqualTo("released 1");
    assertThat(job.state()).contains(JobState.WAITING);
    assertThat(job.refreshed().orElseThrow().attemptsMade()).isZero();
    assertThat(output).doesNotContain("is this worker's no longer", "could not be said");
  }
}
