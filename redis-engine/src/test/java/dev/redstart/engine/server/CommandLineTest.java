package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways in which people write directives behind a program's name. */
class CommandLineTest {

  @Test
  void wordsUntilTheNextDashesAreTheValue() {
    assertThat(CommandLine.parse("--port", "1", "--bind", "a", "b", "--save"))
        .containsExactly(Map.entry("port", "1"), Map.entry("bind", "a b"), Map.entry("save", ""));
    assertThat(CommandLine.parse("--save", "", "--PORT 2", "--dir '/a b'"))
        .containsExactly(Map.entry("save", ""), Map.entry("port", "2"), Map.entry("dir", "/a b"));
    assertThat(CommandLine.parse("loglevel", "verbose", "--port", "1", "--port", "2"))
        .containsExactly(Map.entry("loglevel", "verbose"), Map.entry("port", "2"));
  }

  @Test
  void theFirstWordOfAValueMayHaveDashes() {
    assertThat(CommandLine.parse("--requirepass", "--secret", "--port", "1"))
        .containsExactly(Map.entry("requirepass", "--secret"), Map.entry("port", "1"));
    assertThat(CommandLine.parse("--save", "--port", "1"))
        .containsExactly(Map.entry("save", ""), Map.entry("port", "1"));
    assertThat(CommandLine.parse("--requirepass", "--save", "--save", "", "--port", "1"))
        .containsEntry("requirepass", "--save")
        .containsEntry("save", "");
  }

  @Test
  void usersHaveALineEach() {
    assertThat(CommandLine.parse("--user", "ann", "on", "--user bob off", "--user", "cy"))
        .containsExactly(Map.entry("user", "ann on\nbob off\ncy"));
  }

  @Test
  void theLastWordCountsWhicheverNameItWasSaidBy() {
    assertThat(entries("hash-max-listpack-entries", "hash-max-ziplist-entries")).isEqualTo("21");
    assertThat(entries("hash-max-ziplist-entries", "hash-max-listpack-entries")).isEqualTo("21");
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
