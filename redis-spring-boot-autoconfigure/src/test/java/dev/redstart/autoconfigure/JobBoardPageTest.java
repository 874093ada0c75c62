package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redstart.browser.Browser;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.Schedule;
import dev.redstart.jobs.worker.JobWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The board's page in a browser, behind Spring Security; what it looked like is left in
 * target/screenshots.
 */
class JobBoardPageTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String HOSTILE =
      "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>";

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path profile;

  @BeforeEach
  void findTheBrowser() {
    assumeTrue(
        Files.isExecutable(Browser.PROGRAM) || System.getenv("CI") != null,
        "there is no " + Browser.PROGRAM + " to open the page with (Debian: package chromium)");
  }

  @Test
  void jobsAreRetriedAndPromotedBelowAContextPath() throws Exception {
    try (ConfigurableApplicationContext application = start();
        Browser browser = new Browser(profile)) {
      JobQueue mails = fill(application.getBean(JobQueues.class));
      signIn(browser, "http://localhost:" + BoardVisitor.port(application) + "/shop");
      assertThat(browser.text("#view tbody tr")).startsWith("mails");
      browser.screenshot(SCREENSHOTS.resolve("board-queues.png"));
      retriesAJob(browser, mails);
      promotesAJob(browser, mails);
      pausesAndCleans(browser, mails);
      removesAScheduler(browser, mails);
      assertThat(browser.evaluate("document.title").asString()).doesNotContain("pwned");
      assertThat(browser.text("#complaint")).isEmpty();
    }
  }

  @Test
  void allWorksBehindAProxyThatHidesThePath() throws Exception {
    try (ConfigurableApplicationContext application = start();
        PrefixProxy proxy =
            new PrefixProxy(
                "/outside/shop", "http://localhost:" + BoardVisitor.port(application) + "/shop");
        Browser browser = new Browser(profile)) {
      JobQueue mails = fill(application.getBean(JobQueues.class));
      signIn(browser, proxy.address());
      assertThat(browser.evaluate("location.href").asString())
          .startsWith(proxy.address() + "/redstart/jobs/");
      retriesAJob(browser, mails);
    }
  }

  private static ConfigurableApplicationContext start() {
    return JobBoardSecurityTest.start(
        JobBoardSecurityTest.Usual.class,
        "--server.servlet.context-path=/shop",
        "--server.forward-headers-strategy=framework");
  }

  private static JobQueue fill(JobQueues queues) {
    JobQueue mails = queues.queue("mails");
    mails.add("confirm", Map.of("to", HOSTILE, "number", 12345678901234567L));
    try (JobWorker worker =
        JobWorker.builder(
                mails,
                job -> {
                  job.log("about to fail " + HOSTILE);
                  throw new IllegalStateException(HOSTILE);
                })
            .build()) {
      worker.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> mails.count(JobState.FAILED) == 1);
    }
    mails.add("remind", 7, JobOptions.options().delay(Duration.ofDays(1)));
    mails.schedulers().upsert("nightly", Schedule.cron("0 3 * * *"), new NewJob("report", null));
    return mails;
  }

  private static void signIn(Browser browser, String application) {
    browser.open(application + "/redstart/jobs");
    browser.waitFor("document.querySelector('#username') !== null");
    browser.evaluate("document.querySelector('#username').value = 'ada'");
    browser.evaluate("document.querySelector('#password').value = 'analytical'");
    browser.click("button");
    browser.waitFor("document.documentElement?.dataset.ready === 'true'");
  }

  private static void go(Browser browser, String place) {
    browser.evaluate("location.hash = '" + place + "'");
  }

  private void retriesAJob(Browser browser, JobQueue mails) throws Exception {
    go(browser, "queue=mails&state=failed");
    browser.waitFor(text("#view tbody", "confirm"));
    assertThat(browser.text("#view td.failure")).isEqualTo(HOSTILE);
    go(browser, "queue=mails&job=1");
    browser.waitFor(text("#log", "about to fail"));
    assertThat(browser.text("#data"))
        .contains(HOSTILE.replace("\"", "\\\""))
        .contains("12345678901234567");
    assertThat(browser.text("#log")).isEqualTo("about to fail " + HOSTILE);
    assertThat(
            browser.evaluate("document.querySelectorAll('#view img, #view script').length").asInt())
        .isZero();
    browser.screenshot(SCREENSHOTS.resolve("board-job.png"));
    browser.click(button("Retry", "1"));
    browser.waitFor(text("#report", "Lined up job 1"));
    browser.waitFor(text("#view .badge", "waiting"));
    assertThat(mails.stateOf("1")).contains(JobState.WAITING);
  }

  private static void promotesAJob(Browser browser, JobQueue mails) throws Exception {
    go(browser, "queue=mails&state=delayed");
    Job job =
        mails.jobs(JobState.DELAYED, 0, 9).stream()
            .filter(it -> it.name().equals("remind"))
            .findFirst()
            .orElseThrow();
    browser.waitFor(text("#view tbody", "remind"));
    browser.screenshot(SCREENSHOTS.resolve("board-jobs.png"));
    browser.prefer("dark");
    browser.screenshot(SCREENSHOTS.resolve("board-dark.png"));
    browser.click(button("Promote", job.id()));
    browser.waitFor("!" + text("#view", "remind"));
    assertThat(job.state()).contains(JobState.WAITING);
  }

  private static void pausesAndCleans(Browser browser, JobQueue mails) {
    go(browser, "queue=mails&state=waiting");
    browser.click(button("Pause", "mails"));
    browser.waitFor(text("#view .badge", "paused"));
    assertThat(mails.isPaused()).isTrue();
    browser.waitFor("document.querySelector('" + button("Clean", "all") + "') !== null");
    browser.click(button("Clean", "all"));
    browser.waitFor("document.querySelector('#question').open");
    browser.click("#question button[value=no]");
    browser.waitFor("!document.querySelector('#question').open");
    assertThat(mails.count(JobState.WAITING)).isEqualTo(2);
    browser.click(button("Clean", "all"));
    browser.waitFor("document.querySelector('#question').open");
    browser.click("#question-yes");
    browser.waitFor(text("#report", "Removed 2 jobs"));
    assertThat(mails.count(JobState.WAITING)).isZero();
  }

  private static void removesAScheduler(Browser browser, JobQueue mails) {
    go(browser, "queue=mails&view=schedulers");
    browser.waitFor(text("#view", "0 3 * * *"));
    browser.click(button("Remove", "nightly"));
    browser.waitFor("document.querySelector('#question').open");
    browser.click("#question-yes");
    browser.waitFor(text("#view", "No schedulers here"));
    assertThat(mails.schedulers().list(0, 9)).isEqualTo(List.of());
  }

  private static String button(String text, String what) {
    return "button[data-key=\"" + text + " " + what + "\"]";
  }

  private static String text(String selector, String part) {
    return "(document.querySelector('" + selector + "')?.innerText ?? '').includes('" + part + "')";
  }
}
