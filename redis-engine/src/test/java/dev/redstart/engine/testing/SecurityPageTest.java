package dev.redstart.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that docs/security.md names are there. */
class SecurityPageTest {

  private static final Path TESTS = Path.of("src/test/java/dev/redstart/engine");
  private static final Path LINES = Path.of("src/test/resources/differential");
  private static final Pattern CLASS =
      Pattern.compile("`([a-z/]+/[A-Za-z]+Test)`(?: \\(([^)]*)\\))?");
  private static final Pattern FILE = Pattern.compile("`([a-z-]+\\.txt)`");

  @Test
  void namesWhatIsThere() throws IOException {
    String page = Files.readString(Path.of("../docs/security.md"));
    Matcher named = CLASS.matcher(page);
    while (named.find()) {
      String code = Files.readString(TESTS.resolve(named.group(1) + ".java"));
      if (named.group(2) != null) {
        for (String method : named.group(2).split(", ", -1)) {
          assertThat(code).as(named.group(1)).contains("void " + method.replace("`", "") + "(");
        }
      }
    }
    Matcher file = FILE.matcher(page);
    while (file.find()) {
      assertThat(LINES.resolve(file.group(1))).exists();
    }
  }
}
