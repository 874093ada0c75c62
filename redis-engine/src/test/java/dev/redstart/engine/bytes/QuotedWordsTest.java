package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "set k v              | [set, k, v]",
        "`  a \t b  `         | [a, b]",
        "`set k \"two words\"`| [set, k, two words]",
        "`\"\\\"\\x41\\\\\"`  | [\"A\\]",
        "`'it\\'s' \"\"`      | [it's, ]",
        "`'\\n'`              | [\\n]",
        "`a\"b c\"`           | [ab c]",
        "`\"\\xzz\"`          | [xzz]",
        "`\"\\q\"`            | [q]",
        "`é`                  | [é]",
      })
  void splitsAsRedisCliDoes(String line, String words) {
    assertThat(QuotedWords.split(line)).hasToString(words);
  }

  @Test
  void escapesAreBytes() {
    byte[] line = "\"\\xff\\n\\r\\t\\b\\a\"".getBytes(StandardCharsets.US_ASCII);
    assertThat(QuotedWords.split(line, 0, line.length).get(0).toArray())
        .containsExactly(0xff, '\n', '\r', '\t', '\b', 7);
  }

  @Test
  void whatIsNoTextKeepsItsBytes() {
    String word = LosslessText.of(Bytes.wrap(new byte[] {'a', (byte) 0xff}));
    assertThat(QuotedWords.written(word)).isEqualTo("\"a\\xff\"");
    assertThat(QuotedWords.split(QuotedWords.written(word))).containsExactly(word);
  }

  @Test
  void rareBlanksStandBetweenWordsButEndNone() {
    assertThat(QuotedWords.split(" \fa\u000bb c\f")).containsExactly("a\u000bb", "c\f");
  }

  @Test
  void nothingIsNoWord() {
    assertThat(QuotedWords.split("  \t ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"open", "'open", "\"a\"b", "'a'b", "\"end\\"})
  void refusesQuotesThatDontEnd(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuotedWords.split(line))
        .withMessage("unbalanced quotes");
  }
}
