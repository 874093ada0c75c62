package dev.redstart.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.ScanOptions.Of;
import dev.redstart.engine.command.ScanOptions.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5, 5",
    "' 5', 5",
    "'\t5', 5",
    "+5, 5",
    "007, 7",
    "-0, 0",
    "-05, 18446744073709551611",
    "' -5', 18446744073709551611",
    "18446744073709551615, 18446744073709551615",
    "-18446744073709551615, 1",
    "-9223372036854775809, 9223372036854775807",
    "'5\0xx', 5"
  })
  void cursorsAreReadAsCReadsThem(String text, String cursor) {
    assertThat(Long.toUnsignedString(ScanOptions.cursor(Bytes.of(text)))).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "-5",
        "5 ",
        "0x5",
        "+-5",
        "18446744073709551616",
        "-99999999999999999999",
        "-5\0xx",
        "a"
      })
  void otherCursorsAreInvalid(String text) {
    assertThatThrownBy(() -> ScanOptions.cursor(Bytes.of(text))).hasMessage("ERR invalid cursor");
  }

  @Test
  void optionsComeInAnyOrderAndTheLastOneCounts() {
    ScanOptions options =
        parse(Of.KEYS, "match", "a*", "TYPE", "Hash", "count", "3", "MATCH", "b*");
    assertThat(options.matches(Bytes.of("bc"))).isTrue();
    assertThat(options.matches(Bytes.of("ac"))).isFalse();
    assertThat(options.type()).isEqualTo(Bytes.of("Hash"));
    assertThat(options.withValues()).isTrue();
    assertThat(parse(Of.FIELDS, "NOVALUES").withValues()).isFalse();
  }

  @Test
  void eachCommandRefusesWhatItDoesNotKnow() {
    refused(Of.MEMBERS, Errors.SYNTAX, "TYPE", "set");
    refused(Of.KEYS, Errors.SYNTAX, "COUNT");
    refused(Of.KEYS, Errors.SYNTAX, "COUNT", "0");
    refused(Of.KEYS, Errors.SYNTAX, "BOGUS", "1");
    refused(Of.KEYS, Errors.NOT_AN_INTEGER, "COUNT", "many");
    refused(Of.KEYS, "ERR NOVALUES option can only be used in HSCAN", "NOVALUES");
    refused(Of.MEMBERS, "ERR NOVALUES option can only be used in HSCAN", "NOVALUES");
  }

  @Test
  void walksUntilCountElementsWereSeen() {
    List<String> found = new ArrayList<>();
    Step<String> twoEach =
        (at, each) -> {
          each.accept("a" + at);
          each.accept("b" + at);
          return at + 1;
        };
    long cursor = parse(Of.MEMBERS, "COUNT", "4").walk(7, twoEach, found::add);
    assertThat(cursor).isEqualTo(9);
    assertThat(found).containsExactly("a7", "b7", "a8", "b8");
  }

  @Test
  void givesUpAfterTenTimesAsManySteps() {
    List<String> found = new ArrayList<>();
    Step<String> nothing = (at, each) -> at + 1;
    long cursor = parse(Of.MEMBERS, "COUNT", "2").walk(0, nothing, found::add);
    assertThat(cursor).isEqualTo(21);
    assertThat(found).isEmpty();
  }

  @Test
  void stopsAtTheEnd() {
    List<String> found = new ArrayList<>();
    ScanOptions huge = parse(Of.MEMBERS, "COUNT", Long.toString(Long.MAX_VALUE));
    Step<String> nothing = (at, each) -> at == 50_000 ? 0 : at + 1;
    long cursor = huge.walk(0, nothing, found::add);
    assertThat(cursor).isZero();
  }

  private static ScanOptions parse(Of what, String... words) {
    Bytes[] args = Arrays.stream(words).map(Bytes::of).toArray(Bytes[]::new);
    return ScanOptions.parse(new Args(args, 0), what);
  }

  private static void refused(Of what, String error, String... words) {
    assertThatThrownBy(() -> parse(what, words))
        .isInstanceOf(CommandException.class)
        .hasMessage(error);
  }
}
