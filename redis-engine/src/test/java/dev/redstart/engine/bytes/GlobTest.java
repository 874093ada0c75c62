package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "h?llo,hello",
    "h?llo,hallo",
    "h*llo,hllo",
    "h*llo,heeeello",
    "h[ae]llo,hello",
    "h[^e]llo,hallo",
    "h[a-b]llo,hbllo",
    "h[b-a]llo,hallo",
    "*,a",
    "**,a",
    "a*,a",
    "*a,a",
    "*a*,a",
    "a**b,ab",
    "*ab*ab,abab",
    "*aab,aaaab",
    "a*b*c,aXbXbXc",
    "\\*,*",
    "\\a,a",
    "a\\,a\\",
    "[\\]],]",
    "[\\-a],-",
    "[abc,c",
    "[^,x",
    "[^],x",
    "[a-,-",
    "[a-],_",
    "[a-]b],a",
    "?*?,ab",
    "*[0-9][0-9],x12"
  })
  void matches(String pattern, String text) {
    assertThat(glob(pattern).matches(latin(text))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "h?llo,hllo",
    "h[^e]llo,hello",
    "a,b",
    "a,aa",
    "aa,a",
    "a*b,ac",
    "*a*b,ba",
    "ab*ab,ab",
    "?,",
    "[],a",
    "[],]",
    "a\\*,ab",
    "A,a",
    "[A-Z],a",
    "*?a,a",
    "[,a",
    "[a-],-",
  })
  void doesNotMatch(String pattern, String text) {
    Bytes bytes = text == null ? Bytes.EMPTY : latin(text);
    assertThat(glob(pattern).matches(bytes)).isFalse();
  }

  @Test
  void matchesTheEmptyStringByTheEmptyPatternOnly() {
    assertThat(Glob.of(Bytes.EMPTY).matches(Bytes.EMPTY)).isTrue();
    assertThat(glob("*").matches(Bytes.EMPTY)).isFalse();
    assertThat(glob("**").matches(Bytes.EMPTY)).isFalse();
    assertThat(glob("*").isEverything()).isTrue();
    assertThat(glob("**").isEverything()).isFalse();
  }

  @Test
  void ignoresTheCaseOfLetters() {
    assertThat(ignoringCase("MaxMEM*", "maxmemory")).isTrue();
    assertThat(ignoringCase("[M-N]ax", "max")).isTrue();
    assertThat(ignoringCase("[^M]ax", "max")).isFalse();
    assertThat(ignoringCase("[\\M]ax", "max")).isFalse();
    assertThat(ignoringCase("[m]ax", "MAX")).isTrue();
  }

  @Test
  void comparesRangesAsSignedBytes() {
    assertThat(glob("[a-\u00ff]").matches(latin("b"))).isFalse();
    assertThat(glob("[a-\u00ff]").matches(latin("B"))).isTrue();
    assertThat(glob("[\u0080-\u00ff]").matches(latin("\u00c0"))).isTrue();
  }

  @Test
  void agreesWithAPlainDefinition() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      String pattern = text(random, "aab*?", 9);
      String text = text(random, "aab", 9);
      boolean expected = !text.isEmpty() && plainly(pattern, text);
      expected |= pattern.isEmpty() && text.isEmpty();
      assertThat(glob(pattern).matches(latin(text)))
          .as("-Dseed=%s: %s %s", seed, pattern, text)
          .isEqualTo(expected);
    }
  }

  private static boolean plainly(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return plainly(pattern.substring(1), text)
          || (!text.isEmpty() && plainly(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
        && plainly(pattern.substring(1), text.substring(1));
  }

  /** A matcher that goes back would not end within a lifetime. */
  @Test
  void takesNoLongerForMaliciousPatterns() {
    byte[] text = new byte[65_536];
    Arrays.fill(text, (byte) 'a');
    Bytes bytes = Bytes.wrap(text);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(glob("a*".repeat(999) + "b").matches(bytes)).isFalse();
          assertThat(glob("*a".repeat(999) + "*b*").matches(bytes)).isFalse();
          assertThat(glob("?*".repeat(999)).matches(bytes)).isTrue();
          assertThat(glob("*".repeat(65_535) + "b").matches(bytes)).isFalse();
          assertThat(glob("[".repeat(65_536)).matches(bytes)).isFalse();
          assertThat(glob("*" + "[a]*".repeat(999) + "b").matches(bytes)).isFalse();
        });
  }

  @Test
  void moreStarsThanRedisFollowsMatchNothing() {
    assertThat(glob("*?".repeat(1_000)).matches(latin("a".repeat(1_000)))).isTrue();
    assertThat(glob("*?".repeat(1_001)).matches(latin("a".repeat(1_001)))).isFalse();
  }

  private static boolean ignoringCase(String pattern, String text) {
    return Glob.ignoringCase(latin(pattern)).matches(latin(text));
  }

  private static Glob glob(String pattern) {
    return Glob.of(latin(pattern));
  }

  private static Bytes latin(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
