package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeventeenDigitsTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.10000000000000001",
    "3, 3",
    "-2.5, -2.5",
    "1e16, 10000000000000000",
    "1e17, 1e+17",
    "1.5e300, 1.5000000000000001e+300",
    "1e-4, 0.0001",
    "1.5e-5, 1.5e-05",
    "4294967296, 4294967296",
    "0, 0",
    "Infinity, inf"
  })
  void printsAsC(double number, String text) {
    assertThat(SeventeenDigits.print(number)).isEqualTo(Bytes.of(text));
  }
}
