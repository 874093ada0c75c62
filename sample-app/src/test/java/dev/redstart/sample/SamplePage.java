package dev.redstart.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redstart.browser.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a browser; what it looked like is left in target/screenshots. */
abstract class SamplePage {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @LocalServerPort private int port;

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path profile;

  @Test
  void showsCacheHitsTheSessionTheLeaderboardAndNews() throws Exception {
    assumeTrue(
        Files.isExecutable(Browser.PROGRAM) || System.getenv("CI") != null,
        "there is no " + Browser.PROGRAM + " to open the page with (Debian: package chromium)");
    try (Browser browser = new Browser(profile)) {
      openAndSearchTwice(browser);
      signIn(browser);
      lookAtAProduct(browser);
      browser.click("#product form button");
      browser.screenshot(SCREENSHOTS.resolve("light.png"));
      browser.prefer("dark");
      browser.screenshot(SCREENSHOTS.resolve("dark.png"));
      order(browser);
      emptyTheCaches(browser);
      lookAtTheBoard(browser);
      findTheSessionAgain(browser);
      browser.click("#sign-out button");
      browser.waitFor("!document.querySelector('#sign-in').hidden");
      assertThat(browser.text("#session")).contains("Nobody is signed in");
      assertThat(browser.text("#complaint")).isEmpty();
    }
  }

  private void openAndSearchTwice(Browser browser) {
    browser.open("http://localhost:" + port + "/?text=walnut");
    browser.waitFor("document.documentElement?.dataset.ready === 'true'");
    assertThat(browser.text("#verdict")).startsWith("From the database");
    assertThat(browser.text("#found")).contains("products, the 24 best known first");
    assertThat(browser.text("#connections")).endsWith("ConnectionFactory");
    assertThat(browser.text("#commands")).contains("redis-cli ").contains(" -p ");

    browser.click("#search button");
    browser.waitFor("document.querySelector('#timing').classList.contains('cached')");
    assertThat(browser.text("#verdict")).matches("From the cache, [0-9,]+ times faster .*");
    browser.waitFor(hits("searches") + " > 0");
  }

  private static void signIn(Browser browser) {
    browser.click("#sign-in button");
    browser.waitFor("!document.querySelector('#sign-out').hidden");
    assertThat(browser.text("#who")).isEqualTo("Ada");
    assertThat(browser.text("#session")).contains("nothing yet");
  }

  private static void lookAtAProduct(Browser browser) throws Exception {
    browser.waitFor("document.querySelector('#live').className === 'on'");
    String name = browser.text("#products b");
    browser.click("#products button");
    browser.waitFor("document.querySelector('#product').open");
    assertThat(browser.text("#product-name")).isEqualTo(name).contains("walnut");
    assertThat(browser.text("#product-description")).startsWith(name);
    browser.waitFor("document.querySelector('#news').children.length > 0");
    assertThat(browser.text("#news li")).isEqualTo("Ada just looked at " + name);
    browser.waitFor("document.querySelector('#leaders').innerText.includes('" + name + "')");
    browser.waitFor("document.querySelector('#session').innerText.includes('" + name + "')");
    browser.screenshot(SCREENSHOTS.resolve("product.png"));
  }

  private static void order(Browser browser) {
    browser.click("#products button");
    browser.waitFor("document.querySelector('#product').open");
    browser.click("#order");
    browser.waitFor("document.querySelector('#news').innerText.includes('Ada just got ')");
    browser.waitFor("document.querySelector('#mails').innerText.includes('Ada: Your order: ')");
    browser.waitFor("document.querySelector('#session').innerText.includes('(this one)')");
  }

  private static void emptyTheCaches(Browser browser) {
    browser.click("#empty");
    browser.waitFor("document.querySelector('#caches td:last-child').innerText === '–'");
    browser.click("#search button");
    browser.waitFor("!document.querySelector('#timing').classList.contains('cached')");
  }

  private static void lookAtTheBoard(Browser browser) throws Exception {
    browser.click("#board");
    browser.waitFor("document.querySelector('#trail')?.innerText === 'Jobs'");
    browser.waitFor("document.querySelector('#view').innerText !== ''");
    assertThat(browser.text("#complaint")).isEmpty();
    browser.screenshot(SCREENSHOTS.resolve("board.png"));
  }

  private void findTheSessionAgain(Browser browser) {
    browser.open("http://localhost:" + port + "/");
    browser.waitFor("document.documentElement?.dataset.ready === 'true'");
    browser.waitFor("document.querySelector('#who').innerText === 'Ada'");
  }

  private static String hits(String cache) {
    return "Number([...document.querySelectorAll('#caches tr')]"
        + ".find((row) => row.cells[0].innerText === '"
        + cache
        + "').cells[1].innerText)";
  }
}
