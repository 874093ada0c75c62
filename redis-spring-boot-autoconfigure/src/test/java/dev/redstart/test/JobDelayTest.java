package dev.redstart.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.worker.JobWorker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Delayed jobs live by the clock, too. */
@RedstartTest
@Timeout(60)
class JobDelayTest {

  @Test
  void aJobIsRunWhenItsDelayIsOver(RedisConnectionFactory factory, RedstartClock clock)
      throws Exception {
    BlockingQueue<String> run = new LinkedBlockingQueue<>();
    JobQueue queue = JobQueues.builder(factory).build().queue("mails");
    try (JobWorker worker = JobWorker.builder(queue, job -> run.add(job.name())).build()) {
      worker.start();
      queue.add("later", 1, JobOptions.options().delay(Duration.ofHours(1)));
      queue.add("now", 1);
      assertThat(run.poll(30, TimeUnit.SECONDS)).isEqualTo("now");
      clock.advance(Duration.ofMinutes(59));
      queue.add("meanwhile", 1);
      assertThat(run.poll(30, TimeUnit.SECONDS)).isEqualTo("meanwhile");
      clock.advance(Duration.ofMinutes(1));
      assertThat(run.poll(30, TimeUnit.SECONDS)).isEqualTo("later");
    }
  }
}
