package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobFlow;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobPlaces;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.event.JobEvent;
import dev.redstart.jobs.event.JobEventStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What only a cluster demands of queues: hash tags. (All else runs there in the tests of queues and
 * workers, whose prefix has one.)
 */
@Timeout(60)
class JobClusterTest {

  private final JobPlace place = JobPlaces.cluster();
  private final JobQueues queues = JobQueues.builder(place.factory).build();
  private final Workshop shop = new Workshop();

  @AfterEach
  void close() {
    shop.close();
    place.flush();
  }

  @Test
  void aTagInTheNameIsEnough() throws Exception {
    JobQueue queue = queues.queue("{mail}");
    BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
    try (JobEventStream stream = new JobEventStream(queue, events::add)) {
      stream.start();
      shop.worker(queue, Job::name);
      queue.add("first", null, JobOptions.options().delay(Duration.ofMillis(20)));
      assertThat(shop.next()).isEqualTo("completed 1 first");
      assertThat(events.poll(30, TimeUnit.SECONDS)).extracting(JobEvent::kind).isEqualTo("added");
    }
    queue.add("second", 2, JobOptions.options().priority(3));
    assertThat(shop.next()).isEqualTo("completed 2 second");
    assertThat(queue.clean(JobState.COMPLETED, Duration.ofMillis(-5), 10)).hasSize(2);
    queue.obliterate(true);
    assertThat(place.keys()).isEmpty();
  }

  @Test
  void aMissingTagIsNamed() {
    assertThatThrownBy(() -> queues.queue("mail").add("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "In a cluster all keys of a queue have to be in one slot: give the prefix of the queue"
                + " \"mail\" a hash tag, such as \"{bull}\", or name the queue \"{mail}\".");
    assertThat(place.keys()).isEmpty();
  }

  @Test
  void queuesOfAFlowMustShareTheirTag() {
    JobFlow flow =
        JobFlow.of("{orders}", new NewJob("ship", 1))
            .after(JobFlow.of("{mails}", new NewJob("confirm", 1)));
    assertThatThrownBy(() -> queues.add(flow))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("In a cluster a job and its children have to be in one slot");
    Job parent = queues.queue("{orders}").add("ship");
    JobOptions child = JobOptions.options().parent(parent);
    assertThatThrownBy(() -> queues.queue("{mails}").add("confirm", 1, child))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("give all of these queues the same hash tag");
    assertThat(queues.queue("{orders}").add("pack", 1, child).state()).contains(JobState.WAITING);
  }
}
