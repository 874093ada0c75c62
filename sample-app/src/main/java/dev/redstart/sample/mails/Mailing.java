package dev.redstart.sample.mails;

import dev.redstart.jobs.Job;
import dev.redstart.jobs.listener.JobListener;
import dev.redstart.jobs.listener.JobLog;
import dev.redstart.jobs.listener.ScheduledJob;
import dev.redstart.sample.news.News;
import dev.redstart.sample.news.Newsroom;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Runs the jobs of the queue: sends mails, and tidies up after them. */
@Component
class Mailing {

  private static final int KEPT = 100;
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final MailServer server;
  private final Newsroom newsroom;
  private final Confirmations confirmations;

  Mailing(MailServer server, Newsroom newsroom, Confirmations confirmations) {
    this.server = server;
    this.newsroom = newsroom;
    this.confirmations = confirmations;
  }

  @JobListener(queue = Confirmations.QUEUE, name = Confirmations.CONFIRM, concurrency = "4")
  Mail confirm(Confirmation order, Job job, JobLog log) {
    int attempt = job.attemptsMade() + 1;
    log.add("attempt " + attempt + " to write to " + order.customer());
    Mail mail = new Mail(order.customer(), "Your order: " + order.name(), attempt);
    server.send(order.order(), mail);
    newsroom.publish(
        new News(order.customer(), "was mailed about", order.product(), order.name(), attempt));
    return mail;
  }

  /** Once for all instances of the shop, whichever of them has time. */
  @ScheduledJob(queue = Confirmations.QUEUE, id = Confirmations.CLEAN_UP, every = "10m")
  int cleanUp(JobLog log) {
    server.keep(KEPT);
    int forgotten = confirmations.forget(REMEMBERED);
    log.add("forgot " + forgotten + " jobs");
    return forgotten;
  }
}
