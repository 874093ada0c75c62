package dev.redstart.engine.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListpackTest {

  @Test
  void hasTheImageThatRedisHas() {
    Listpack list = new Listpack();
    assertThat(hex(list)).isEqualTo("07000000" + "0000" + "ff");
    list.append(Bytes.of("a"));
    list.append(127);
    list.append(-1);
    list.append(4095);
    list.append(-4097);
    list.append(-70000);
    list.append(1 << 30);
    list.append(Long.MIN_VALUE);
    assertThat(hex(list))
        .isEqualTo(
            "2b000000"
                + "0800"
                + "816102"
                + "7f01"
                + "dfff02"
                + "cfff02"
                + "f1ffef03"
                + "f290eefe04"
                + "f30000004005"
                + "f4000000000000008009"
                + "ff");
  }

  @Test
  void writesLongTextsAsRedisDoes() {
    assertThat(frame(63)).isEqualTo("bf" + "40");
    assertThat(frame(64)).isEqualTo("e040" + "42");
    assertThat(frame(125)).isEqualTo("e07d" + "7f");
    assertThat(frame(126)).isEqualTo("e07e" + "0180");
    assertThat(frame(4095)).isEqualTo("efff" + "2081");
    assertThat(frame(4096)).isEqualTo("f000100000" + "2085");
    assertThat(frame(16377)).isEqualTo("f0f93f0000" + "7ffe");
    assertThat(frame(16378)).isEqualTo("f0fa3f0000" + "00ffff");
    assertThat(frame(16379)).isEqualTo("f0fb3f0000" + "018080");
  }

  /** What stands before and behind a text of {@code length} bytes. */
  private static String frame(int length) {
    byte[] text = new byte[length];
    Arrays.fill(text, (byte) 'x');
    Listpack list = new Listpack();
    list.append(Bytes.wrap(text));
    byte[] image = list.toBytes();
    int from = 6;
    while (image[from] != 'x') {
      from++;
    }
    return HexFormat.of().formatHex(image, 6, from)
        + HexFormat.of().formatHex(image, from + length, image.length - 1);
  }

  @Test
  void keepsWhatItIsGiven() {
    Seeds.run(
        random -> {
          for (int run = 0; run < 300; run++) {
            Listpack list = new Listpack();
            List<Bytes> model = new ArrayList<>();
            for (int i = random.nextInt(400); i >= 0; i--) {
              change(list, model, random);
            }
            check(list, model);
          }
        });
  }

  private static void change(Listpack list, List<Bytes> model, Random random) {
    Bytes element = element(random);
    int index = model.isEmpty() ? 0 : random.nextInt(model.size());
    int p = list.seek(index);
    switch (model.isEmpty() ? random.nextInt(2) : random.nextInt(11)) {
      case 0 -> {
        list.append(element);
        model.add(element);
      }
      case 1 -> {
        list.prepend(element);
        model.add(0, element);
      }
      case 2 -> {
        assertThat(list.get(list.insertBefore(p, element))).isEqualTo(element);
        model.add(index, element);
      }
      case 3 -> {
        assertThat(list.get(list.insertAfter(p, element))).isEqualTo(element);
        model.add(index + 1, element);
      }
      case 4 -> {
        assertThat(list.get(list.replace(p, element))).isEqualTo(element);
        model.set(index, element);
      }
      case 5 -> {
        long number = random.nextLong() >> random.nextInt(64);
        assertThat(list.integer(list.replaceInteger(p, number))).isEqualTo(number);
        model.set(index, Bytes.of(number));
      }
      case 6 -> {
        int number = random.nextInt(4);
        list.deleteRange(random.nextBoolean() ? index : index - model.size(), number);
        model.subList(index, Math.min(model.size(), index + number)).clear();
      }
      case 7 -> {
        Listpack tail = list.split(index);
        assertThat(contents(tail)).isEqualTo(model.subList(index, model.size()));
        list.appendAll(tail);
      }
      case 8 -> move(list, model, random);
      default -> {
        int next = list.delete(p);
        model.remove(index);
        assertThat(next == Listpack.NONE ? null : list.get(next))
            .isEqualTo(index < model.size() ? model.get(index) : null);
      }
    }
  }

  private static void move(Listpack list, List<Bytes> model, Random random) {
    int from = random.nextInt(model.size());
    int behind = from + 1 + random.nextInt(Math.min(3, model.size() - from));
    int to = random.nextBoolean() ? random.nextInt(from + 1) : behind;
    to = to == behind ? behind + random.nextInt(model.size() - behind + 1) : to;
    int at = list.move(list.seek(from), list.seek(behind), list.seek(to));
    Collections.rotate(
        model.subList(Math.min(from, to), Math.max(behind, to)),
        to > from ? from - behind : behind - from);
    assertThat(list.seek(to > from ? to - (behind - from) : to)).isEqualTo(at);
  }

  private static void check(Listpack list, List<Bytes> model) {
    assertThat(list.size()).isEqualTo(model.size());
    assertThat(contents(list)).isEqualTo(model);
    List<Bytes> backwards = new ArrayList<>();
    for (int p = list.last(); p != Listpack.NONE; p = list.prev(p)) {
      backwards.add(0, list.get(p));
    }
    assertThat(backwards).isEqualTo(model);
    int size = 7;
    for (int i = 0; i < model.size(); i++) {
      checkEntry(list, model, i);
      size += Listpack.entrySize(model.get(i));
    }
    assertThat(list.byteSize()).isEqualTo(size);
    byte[] image = list.toBytes();
    assertThat(image).hasSize(size);
    assertThat(Listpack.of(image).toBytes()).isEqualTo(image);
    assertThat(contents(list.copy())).isEqualTo(model);
    assertThat(list.seek(model.size())).isEqualTo(Listpack.NONE);
    assertThat(list.seek(-model.size() - 1)).isEqualTo(Listpack.NONE);
  }

  private static void checkEntry(Listpack list, List<Bytes> model, int index) {
    Bytes element = model.get(index);
    int p = list.seek(index);
    assertThat(list.seek(index - model.size())).isEqualTo(p);
    assertThat(list.equalsAt(p, element)).isTrue();
    assertThat(list.length(p)).isEqualTo(element.length());
    assertThat(list.compareAt(p, element)).isZero();
    Bytes other = model.get(index / 2);
    assertThat(Integer.signum(list.compareAt(p, other)))
        .isEqualTo(Integer.signum(element.compareTo(other)));
    assertThat(list.equalsAt(p, other)).isEqualTo(element.equals(other));
    int from = list.first();
    assertThat(list.find(element, from, 0)).isEqualTo(list.seek(model.indexOf(element)));
    int pair = model.indexOf(element);
    while (pair < model.size() && pair % 2 == 1) {
      int more = model.subList(pair + 1, model.size()).indexOf(element);
      pair = more < 0 ? model.size() : pair + 1 + more;
    }
    assertThat(list.find(element, from, 1)).isEqualTo(list.seek(pair));
    assertThat(list.indexOf(element, 0)).isEqualTo(model.indexOf(element));
    assertThat(list.indexOf(element, 1)).isEqualTo(pair < model.size() ? pair / 2 : -1);
  }

  @Test
  void findsNothingInAnEmptyList() {
    Listpack list = new Listpack();
    assertThat(list.find(Bytes.of("x"), list.first(), 0)).isEqualTo(Listpack.NONE);
    assertThat(list.first()).isEqualTo(Listpack.NONE);
    assertThat(list.last()).isEqualTo(Listpack.NONE);
    assertThat(list.seek(-1)).isEqualTo(Listpack.NONE);
  }

  @Test
  void storesCanonicalNumbersOnlyAsNumbers() {
    Listpack list = new Listpack();
    for (String text : List.of("0", "-1", "9223372036854775807", "-9223372036854775808")) {
      list.append(Bytes.of(text));
      assertThat(list.isInteger(list.last())).isTrue();
    }
    for (String text : List.of("", "-0", "01", "+1", " 1", "1.0", "9223372036854775808")) {
      list.append(Bytes.of(text));
      assertThat(list.isInteger(list.last())).isFalse();
      assertThat(list.get(list.last())).isEqualTo(Bytes.of(text));
    }
  }

  @Test
  void pushesAtBothEndsWithoutMovingEverything() {
    Listpack list = new Listpack();
    for (int i = 0; i < 300_000; i++) {
      list.prepend(Bytes.of(i));
      if (i % 2 == 0) {
        list.append(Bytes.of(i));
      }
    }
    assertThat(list.size()).isEqualTo(450_000);
    for (int i = 0; i < 449_000; i++) {
      list.delete(i % 2 == 0 ? list.first() : list.last());
    }
    assertThat(list.size()).isEqualTo(1_000);
    assertThat(list.heapBytes()).isLessThan(20_000);
  }

  @Test
  void tellsWhetherAnElementRepeats() {
    Seeds.run(
        random -> {
          for (int round = 0; round < 3000; round++) {
            checkRepetition(random, random.nextInt(round % 3 == 0 ? 60 : 12));
          }
        });
  }

  private static void checkRepetition(Random random, int elements) {
    int stride = 1 + random.nextInt(3);
    Listpack list = new Listpack();
    Set<Bytes> seen = new HashSet<>();
    boolean repeats = false;
    for (int i = 0; i < elements; i++) {
      int number = random.nextInt(2000);
      Bytes element = random.nextBoolean() ? Bytes.of(number) : Bytes.of("e" + number);
      repeats |= !seen.add(element);
      list.append(element);
      for (int rest = 1; rest < stride; rest++) {
        list.append(Bytes.of("same"));
      }
    }
    assertThat(list.repeats(stride)).isEqualTo(repeats);
  }

  /** As someone else may have stored it. */
  @Test
  void aNumberMayBeStoredAsAText() {
    byte[] image = HexFormat.of().parseHex("0b0000000200" + "0101" + "813102" + "ff");
    image[0] = (byte) image.length;
    Listpack list = Listpack.of(image);
    assertThat(contents(list)).containsExactly(Bytes.of("1"), Bytes.of("1"));
    assertThat(list.repeats(1)).isTrue();
    assertThat(list.repeats(2)).isFalse();
    assertThat(list.find(Bytes.of("1"), list.next(list.first()), 0)).isEqualTo(list.last());
  }

  @Test
  void readsImagesOfMoreEntriesThanTheCountCanTell() {
    Listpack list = new Listpack();
    for (int i = 0; i < 70_000; i++) {
      list.append(i % 100);
    }
    assertThat(Listpack.of(list.toBytes()).size()).isEqualTo(70_000);
  }

  @Test
  void refusesCorruptImagesAndNeverFallsOver() {
    Seeds.run(
        random -> {
          for (int run = 0; run < 20_000; run++) {
            Listpack list = new Listpack();
            for (int i = random.nextInt(12); i > 0; i--) {
              list.append(element(random));
            }
            read(damage(list.toBytes(), random));
          }
        });
    byte[] torn = {7, 0, 0, 0, 0, 0};
    assertThatThrownBy(() -> Listpack.of(torn)).isInstanceOf(CorruptImageException.class);
    assertThatThrownBy(() -> Listpack.of(new byte[0])).isInstanceOf(CorruptImageException.class);
  }

  private static byte[] damage(byte[] image, Random random) {
    byte[] damaged = random.nextInt(8) == 0 ? Arrays.copyOf(image, random.nextInt(40)) : image;
    for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  /** What is accepted can be read both ways, and written as it was. */
  private static void read(byte[] image) {
    Listpack list;
    try {
      list = Listpack.of(image);
    } catch (CorruptImageException e) {
      return;
    }
    int count = contents(list).size();
    int backwards = 0;
    for (int p = list.last(); p != Listpack.NONE; p = list.prev(p)) {
      backwards++;
    }
    assertThat(backwards).isEqualTo(count).isEqualTo(list.size());
    assertThat(list.toBytes()).hasSize(image.length);
  }

  private static List<Bytes> contents(Listpack list) {
    List<Bytes> contents = new ArrayList<>();
    list.forEach(contents::add);
    return contents;
  }

  private static Bytes element(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Bytes.EMPTY;
      case 1, 2 -> Bytes.of(random.nextInt(200) - 50);
      case 3 -> Bytes.of(random.nextLong() >> random.nextInt(64));
      case 4 -> text(random, 20_000);
      case 5 -> text(random, 300);
      default -> text(random, 20);
    };
  }

  private static Bytes text(Random random, int most) {
    byte[] text = new byte[random.nextInt(most)];
    random.nextBytes(text);
    return Bytes.wrap(text);
  }

  private static String hex(Listpack list) {
    return HexFormat.of().formatHex(list.toBytes());
  }
}
