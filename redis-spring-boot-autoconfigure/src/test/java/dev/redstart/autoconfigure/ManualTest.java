package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** All pages: what they link to is there. */
class ManualTest {

  private static final Path ROOT = Path.of("..");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void theFirstExampleRuns(CapturedOutput output) {
    assertThat(Page.of("../README.md").javaMissingIn(ManualTest.class)).isEmpty();
    try (RedisEngine engine = RedisEngine.builder().build();
        Session session = engine.session()) {
      session.execute("SET", "greeting", "hello");
      System.out.println(session.execute("GET", "greeting").asText());
    }
    assertThat(output.getOut()).endsWith("hello\n");
  }

  @Test
  void noLinkLeadsNowhere() throws IOException {
    List<String> wrong = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      for (String link : linksOf(page)) {
        links++;
        if (!leadsSomewhere(page, link)) {
          wrong.add(page + ": " + link);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(links).isGreaterThan(80);
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    Set<Path> named = new TreeSet<>();
    for (Path index :
        List.of(ROOT.resolve("docs/README.md"), ROOT.resolve("docs/architecture/README.md"))) {
      named.add(index.normalize());
      for (String link : linksOf(index)) {
        named.add(index.resolveSibling(link).normalize());
      }
    }
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      assertThat(named)
          .containsAll(
              files.filter(file -> file.toString().endsWith(".md")).map(Path::normalize).toList());
    }
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || anchorsOf(target).contains(parts[1]));
  }

  /** Those within the project. */
  private static List<String> linksOf(Path page) throws IOException {
    return LINK.matcher(withoutExamples(page))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("http"))
        .toList();
  }

  /** What headings are called in links, as GitHub has it. */
  private static List<String> anchorsOf(Path page) throws IOException {
    return HEADING
        .matcher(withoutExamples(page))
        .results()
        .map((MatchResult heading) -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  private static String withoutExamples(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/architecture"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }
}
