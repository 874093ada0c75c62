package dev.redstart.engine.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoubleTest {

  /** As redis-server 7.4.1 answers SET and INCRBYFLOAT. */
  @ParameterizedTest
  @CsvSource({
    "10.50,0.1,10.6",
    "5.0e3,2.0e2,5200",
    "3,1.1,4.1",
    "0.1,0.2,0.3",
    "1,-1,0",
    "-0.1,0.1,0",
    "1e-18,0,0",
    "-1e-20,0,0",
    "5e-18,0,0",
    "6e-18,0,0.00000000000000001",
    "0x10,0x.8,16.5",
    "9223372036854775807,1,9223372036854775808",
    "1e20,1,100000000000000000000",
    "1.5,1.5,3",
    "18446744073709551615,1,18446744073709551616",
    "18446744073709551616,1,18446744073709551616",
    "17179869184,1.5,17179869185.5",
    "1e17,0.1,100000000000000000.1015625",
    "-3.33,1.11,-2.22",
    "0e99999999999,7,7",
    "3.0e3,3,3003"
  })
  void addsAsRedisDoes(String one, String other, String sum) {
    LongDouble result = parse(one).plus(parse(other));
    assertThat(result.isFinite()).isTrue();
    assertThat(result.print()).hasToString(sum);
  }

  private static LongDouble parse(String text) {
    LongDouble number = LongDouble.parse(Bytes.of(text));
    assertThat(number).as(text).isNotNull();
    return number;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "nan",
        "1e4933",
        "1.19e4932",
        "-1e5000",
        "1e-4952",
        "1e99999999999",
        "1e-99999999999",
        "0x1p16384",
        "0x1p-16446",
        "abc",
        "1.2.3",
        "0x"
      })
  void refusesWhatRedisRefuses(String text) {
    assertThat(LongDouble.parse(Bytes.of(text))).isNull();
  }

  @Test
  void refusesTextsThatRedisHasNoRoomFor() {
    assertThat(LongDouble.parse(Bytes.of("1".repeat(4000)))).isNotNull();
    assertThat(LongDouble.parse(Bytes.of("0".repeat(5119)))).isNotNull();
    assertThat(LongDouble.parse(Bytes.of("0".repeat(5120)))).isNull();
  }

  @Test
  void tellsWhereSumsLeaveTheNumbers() {
    LongDouble most = parse("1.18e4932");
    assertThat(most.plus(most).isFinite()).isFalse();
    assertThat(most.plus(most).isInfinite()).isTrue();
    LongDouble infinite = parse("inf");
    assertThat(infinite.plus(parse("-inf")).isFinite()).isFalse();
    assertThat(infinite.plus(parse("-inf")).isInfinite()).isFalse();
    assertThat(infinite.plus(most).print()).hasToString("inf");
    assertThat(most.plus(parse("-inf")).print()).hasToString("-inf");
    assertThat(LongDouble.of(Double.NaN).plus(most).print()).hasToString("nan");
    assertThat(most.plus(LongDouble.of(Double.NaN)).print()).hasToString("nan");
  }

  @Test
  void takesDoublesAsTheyAre() {
    assertThat(LongDouble.of(0.1).print()).hasToString("0.10000000000000001");
    assertThat(LongDouble.of(-2.5).print()).hasToString("-2.5");
    assertThat(LongDouble.of(-0.0).print()).hasToString("0");
    assertThat(LongDouble.of(Double.NEGATIVE_INFINITY).print()).hasToString("-inf");
    assertThat(LongDouble.of(Double.MIN_VALUE).print()).hasToString("0");
    assertThat(LongDouble.of(13.361389338970184).print()).hasToString("13.36138933897018433");
  }
}
