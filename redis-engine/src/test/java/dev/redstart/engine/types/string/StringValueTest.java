package dev.redstart.engine.types.string;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import org.junit.jupiter.api.Test;

class StringValueTest {

  @Test
  void aNumberIsKeptAsOneOnlyWhereItsTextComesBack() {
    for (String text : new String[] {"0", "-1", "12", "9223372036854775807"}) {
      assertThat(StringValue.of(Bytes.of(text)).encoding()).as(text).isEqualTo("int");
      assertThat(StringValue.of(Bytes.of(text)).bytes()).isEqualTo(Bytes.of(text));
    }
    for (String text : new String[] {"", "-0", "+1", "01", " 1", "1.0", "9223372036854775808"}) {
      assertThat(StringValue.of(Bytes.of(text)).encoding()).as(text).isEqualTo("embstr");
      assertThat(StringValue.of(Bytes.of(text)).bytes()).isEqualTo(Bytes.of(text));
    }
  }

  @Test
  void longStringsAreRaw() {
    assertThat(StringValue.of(Bytes.of("a".repeat(44))).encoding()).isEqualTo("embstr");
    assertThat(StringValue.of(Bytes.of("a".repeat(45))).encoding()).isEqualTo("raw");
  }

  @Test
  void whatWasHandedOutNeverChanges() {
    Bytes given = Bytes.of("hello");
    StringValue value = StringValue.of(given);
    Bytes before = value.bytes();
    value.write(0, Bytes.of("J"));
    Bytes between = value.bytes();
    value.write(1, Bytes.of("E"));
    value.write(5, Bytes.of("!"));
    StringValue copy = value.copy();
    value.write(0, Bytes.of("c"));

    assertThat(given).hasToString("hello");
    assertThat(before).hasToString("hello");
    assertThat(between).hasToString("Jello");
    assertThat(copy.bytes()).hasToString("JEllo!");
    assertThat(value.bytes()).hasToString("cEllo!");
    assertThat(value.encoding()).isEqualTo("raw");
  }

  @Test
  void aShortStringThatIsWrittenOverKeepsWhatWasHandedOut() {
    Bytes first = Bytes.of("abc");
    StringValue value = StringValue.of(first);
    assertThat(value.takeOver(StringValue.of(Bytes.of("def")))).isTrue();
    Bytes second = value.bytes();
    StringValue copy = value.copy();
    Bytes third = Bytes.of("ghi");
    assertThat(value.takeOver(StringValue.of(third))).isTrue();
    value.write(1, Bytes.of("H"));

    assertThat(first).hasToString("abc");
    assertThat(second).hasToString("def");
    assertThat(copy.bytes()).hasToString("def");
    assertThat(copy.encoding()).isEqualTo("embstr");
    assertThat(third).hasToString("ghi");
    assertThat(value.bytes()).hasToString("gHi");
    assertThat(value.encoding()).isEqualTo("raw");
  }

  @Test
  void whatIsTakenOverKeepsItsEncoding() {
    StringValue value = StringValue.of(Bytes.of("abc"));
    assertThat(value.takeOver(StringValue.of(-3))).isTrue();
    assertThat(value.encoding()).isEqualTo("int");
    assertThat(value.bytes()).hasToString("-3");
    assertThat(value.takeOver(StringValue.of(Bytes.of("-x")))).isFalse();
    value = StringValue.of(Bytes.of("abc"));
    assertThat(value.takeOver(StringValue.of(Bytes.of("longer")))).isFalse();
    assertThat(value.takeOver(StringValue.raw(Bytes.of("raw")))).isFalse();
    assertThat(value.takeOver(StringValue.of(Bytes.of("def")))).isTrue();
    assertThat(value.encoding()).isEqualTo("embstr");
    assertThat(value.isNumber()).isFalse();
  }

  @Test
  void roomToGrowIsNeverSeen() {
    StringValue value = StringValue.raw(Bytes.EMPTY);
    StringBuilder model = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      value.write(value.length(), Bytes.of(i + ","));
      model.append(i).append(',');
      assertThat(value.length()).isEqualTo(model.length());
    }
    assertThat(value.slice(10, 20)).hasToString(model.substring(10, 20));
    assertThat(value.bytes()).hasToString(model.toString());
  }

  @Test
  void gapsAreFilledWithZeros() {
    StringValue value = StringValue.of(7);
    value.write(3, Bytes.of("x"));
    assertThat(value.bytes()).isEqualTo(Bytes.wrap(new byte[] {'7', 0, 0, 'x'}));
    value.write(10, Bytes.of("y"));
    assertThat(value.slice(4, 11)).isEqualTo(Bytes.wrap(new byte[] {0, 0, 0, 0, 0, 0, 'y'}));
  }

  @Test
  void aTextThatIsANumberCountsAsOne() {
    StringValue value = StringValue.raw(Bytes.of("1"));
    value.write(1, Bytes.of("2"));
    assertThat(value.isNumber()).isTrue();
    assertThat(value.number()).isEqualTo(12);
    value.write(2, Bytes.of(" "));
    assertThat(value.isNumber()).isFalse();
  }
}
