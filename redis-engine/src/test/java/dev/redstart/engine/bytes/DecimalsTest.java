package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  /** As redis-server 7.4.1 answers ZINCRBY on a new key. */
  @ParameterizedTest
  @CsvSource({
    "3,3",
    "3.0,3",
    "3.5,3.5",
    "-0,-0",
    "0.1,0.1",
    "1e20,1e+20",
    "1e22,1e+22",
    "1e-7,1e-7",
    "0.0001,0.0001",
    "0.000001,0.000001",
    "0.00000123,1.23e-6",
    "1.5e-10,1.5e-10",
    "4611686018427387904,4611686018427387904",
    "4611686018427387905,4611686018427387904",
    "9223372036854775807,9223372036854776000",
    "1e19,1e+19",
    "1.5e300,1.5e+300",
    "inf,inf",
    "-Infinity,-inf",
    "+INF,inf",
    "0x10,16",
    "0x.8,0.5",
    "0x1p-1,0.5",
    ".5,0.5",
    "5.,5",
    "4.9e-324,5e-324",
    "1.7976931348623157e308,1.7976931348623157e+308",
    "1e-5,0.00001",
    "123456789.123456789,1.2345678912345679e+8",
    "0e999,0",
    "-1e-400000000000e,",
    "1e100,1e+100",
    "5e-324,5e-324",
    "0.30000000000000004,0.30000000000000004",
    "1e23,99999999999999990000000"
  })
  void writesWhatRedisWrites(String text, String expected) {
    double number = Decimals.parse(Bytes.of(text));
    if (expected == null) {
      assertThat(number).isNaN();
    } else {
      assertThat(Decimals.print(number)).hasToString(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+", ".", "-.", "e5", "1e", "1e+", "0x", "0x1p", "nan", "-nan", "nan(1)", " 1",
        "1 ", "++1", "1e400", "-1e400", "1e-400", "1f", "1d", "1_0", "infinit", "1,5", "1\0",
        "1.2.3"
      })
  void refusesWhatRedisRefuses(String text) {
    assertThat(Decimals.parse(Bytes.of(text))).isNaN();
  }

  @Test
  void readsTheEndsOfRangesMoreLoosely() {
    assertThat(bound("  1.5", 0)).isEqualTo(1.5);
    assertThat(bound("(5", 1)).isEqualTo(5);
    assertThat(bound("(", 1)).isZero();
    assertThat(bound("", 0)).isZero();
    assertThat(bound("1e400", 0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(bound("-1e400", 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(bound("1e-400", 0)).isZero();
    assertThat(bound("1\0x", 0)).isEqualTo(1);
    assertThat(bound(" ", 0)).isNaN();
    assertThat(bound("1x", 0)).isNaN();
    assertThat(bound("nan", 0)).isNaN();
  }

  private static double bound(String text, int from) {
    return Decimals.parseBound(Bytes.of(text), from);
  }

  @Test
  void readsBackWhatItWrites() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      double number =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(100_000) / 100.0;
            case 2 -> Math.scalb(1.0, random.nextInt(2098) - 1074);
            default -> random.nextGaussian() * 1e6;
          };
      if (!Double.isNaN(number)) {
        Bytes text = Decimals.print(number);
        assertThat(Decimals.parse(text)).as("-Dseed=%s: %s", seed, text).isEqualTo(number);
        assertThat(text.length()).isLessThanOrEqualTo(25);
      }
    }
  }

  @Test
  void parsesAsTheJdkDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      String text = random.nextInt(1000) + "." + Math.abs(random.nextLong() >> random.nextInt(64));
      assertThat(Decimals.parse(Bytes.of(text))).isEqualTo(Double.parseDouble(text));
    }
  }
}
