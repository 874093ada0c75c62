package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways in which people write directives behind a program's name. */
class CommandLineTest {

  @Test
  void wordsUntilTheNextDashesAreTheValue() {
    assertThat(parsed("--port", "1", "--bind", "a", "b", "--save"))
        .containsExactly(Map.entry("port", "1"), Map.entry("bind", "a b"), Map.entry("save", ""));
    assertThat(parsed("--save", "", "--PORT 2", "--dir '/a b'"))
        .containsExactly(Map.entry("save", ""), Map.entry("port", "2"), Map.entry("dir", "/a b"));
    assertThat(parsed("--loglevel", "verbose", "--port", "1", "--port", "2"))
        .containsExactly(Map.entry("loglevel", "verbose"), Map.entry("port", "2"));
    assertThat(CommandLine.of(List.of("loglevel", "verbose", "--port", "1")).lines())
        .containsExactly("\"loglevel\" \"verbose\"", "port \"1\"");
  }

  @Test
  void theFirstWordOfAValueMayHaveDashes() {
    assertThat(parsed("--requirepass", "--secret", "--port", "1"))
        .containsExactly(Map.entry("requirepass", "--secret"), Map.entry("port", "1"));
    assertThat(parsed("--save", "--port", "1"))
        .containsExactly(Map.entry("save", ""), Map.entry("port", "1"));
    assertThat(parsed("--requirepass", "--save", "--save", "", "--port", "1"))
        .containsEntry("requirepass", "--save")
        .containsEntry("save", "");
  }

  @Test
  void usersHaveALineEach() {
    assertThat(parsed("--user", "ann", "on", "--user bob off", "--user", "cy"))
        .containsExactly(Map.entry("user", "ann on\nbob off\ncy"));
  }

  @Test
  void theLastWordCountsWhicheverNameItWasSaidBy() {
    assertThat(entries("hash-max-listpack-entries", "hash-max-ziplist-entries")).isEqualTo("21");
    assertThat(entries("hash-max-ziplist-entries", "hash-max-listpack-entries")).isEqualTo("21");
  }

  @Test
  void valuesAreQuotedAsAFileWouldHaveThem() {
    assertThat(CommandLine.of(List.of("--port", "6379", "6380")).lines())
        .containsExactly("port \"6379\" \"6380\"");
    assertThat(CommandLine.of(List.of("--replicaof", "--a", "--abc", "x\ny")).lines())
        .containsExactly("replicaof \"--a\"", "abc \"x\\ny\"");
  }

  @Test
  void aLoneDashAsksForTheStandardInput() throws ConfigurationException {
    assertThat(CommandLine.of(List.of("-", "--port", "1")).standardInput()).isTrue();
    assertThat(CommandLine.of(List.of("--port", "1", "-")).standardInput()).isTrue();
    assertThat(CommandLine.of(List.of("--requirepass", "-", "--port", "1")).standardInput())
        .isFalse();
    InputStream in = new ByteArrayInputStream("port 2\nhz 30\n".getBytes(StandardCharsets.UTF_8));
    assertThat(Configuration.of(List.of("--port", "1", "-"), in).directives())
        .containsEntry("port", "1")
        .containsEntry("hz", "30");
  }

  private static Map<String, String> parsed(String... args) {
    try {
      return Configuration.of(List.of(args), InputStream.nullInputStream()).directives();
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private static String entries(String first, String second) {
    Map<String, String> given = new LinkedHashMap<>();
    given.put(first, "20");
    given.put(second, "21");
    try (RedisEngine engine = RedisEngine.builder().settings(given).build()) {
      return engine
          .session()
          .execute("CONFIG", "GET", "hash-max-listpack-entries")
          .asList()
          .get(1)
          .asText();
    }
  }
}
