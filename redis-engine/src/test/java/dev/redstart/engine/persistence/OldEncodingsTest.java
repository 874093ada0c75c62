package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.Door;
import dev.redstart.engine.testing.EngineDoor;
import dev.redstart.engine.testing.EngineTest;
import dev.redstart.engine.testing.Oracle;
import dev.redstart.engine.testing.WireReply;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values as servers wrote them that are gone: made byte by byte here. */
class OldEncodingsTest extends EngineTest {

  private static final int FOOTER = 10;
  private static final String LONG = "long".repeat(40);
  private static final String VERY_LONG = "very long".repeat(2000);

  /** Numbers of each width that a ziplist has for them. */
  private static final String[] ENTRIES = {
    "a",
    "",
    LONG,
    VERY_LONG,
    "0",
    "12",
    "13",
    "-1",
    "-128",
    "30000",
    "-8000000",
    "2000000000",
    "-9000000000000000000",
    "007"
  };

  /** A value of an old type. */
  private record Old(String name, int type, byte[] body, String look, @Nullable String expected) {

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void areReadAsWhatTheyWere() {
    for (Old old : all()) {
      Reply reply = engine.session("").execute(restore(old));
      assertThat(reply).as(old.name).isEqualTo(Reply.ok());
      try (Door door = new EngineDoor(engine.engine(), 2)) {
        WireReply found = door.run(old.look);
        if (old.expected == null) {
          // The time that it was pending passes.
          assertThat(found.items().get(0).items().get(3).toString()).isEqualTo(":3");
        } else {
          assertThat(content(old, found)).as(old.name).isEqualTo(old.expected);
        }
      }
    }
  }

  @Test
  void areReadAsARealServerReadsThem() {
    try (Door theirs = Oracle.required().door(2);
        Door ours = new EngineDoor(engine.engine(), 2)) {
      for (Old old : all()) {
        if (old.type >= 22 && !Oracle.required().isAtLeast("7.4")) {
          continue;
        }
        assertThat(theirs.call(restore(old)).get(0).toString()).as(old.name).isEqualTo("+OK");
        ours.call(restore(old));
        String look = old.expected == null ? "XINFO GROUPS k" : old.look;
        assertThat(content(old, ours.run(look)))
            .as(old.name)
            .isEqualTo(content(old, theirs.run(look)));
        if (Oracle.required().isAtLeast("7.2")) {
          assertThat(ours.run("OBJECT ENCODING k"))
              .as(old.name)
              .isEqualTo(theirs.run("OBJECT ENCODING k"));
        }
      }
      theirs.run("FLUSHALL");
    }
  }

  private List<Old> all() {
    String list = quoted(ENTRIES);
    String hash = sortedWords("a", "", "b", LONG, "c", "-1");
    return List.of(
        new Old("list", 1, all(count(14), texts(ENTRIES)), "LRANGE k 0 -1", list),
        new Old("ziplist", 10, text(ziplist(ENTRIES)), "LRANGE k 0 -1", list),
        new Old(
            "quicklist of ziplists",
            14,
            all(count(2), text(ziplist("first")), text(ziplist("12", LONG))),
            "LRANGE k 0 -1",
            quoted("first", "12", LONG)),
        new Old(
            "set",
            2,
            all(count(3), texts("x", "y", "1")),
            "SMEMBERS k",
            sortedWords("x", "y", "1")),
        new Old("intset", 11, text(intset(-3, 7)), "SMEMBERS k", sortedWords("-3", "7")),
        new Old("hash", 4, all(count(1), texts("f", "v")), "HGETALL k", sortedWords("f", "v")),
        new Old(
            "hash of a ziplist",
            13,
            text(ziplist("a", "", "b", "short", "c", "-1")),
            "HGETALL k",
            sortedWords("a", "", "b", "short", "c", "-1")),
        new Old("zipmap", 9, text(zipmap("a", "", "b", LONG, "c", "-1")), "HGETALL k", hash),
        new Old(
            "zset of a ziplist",
            12,
            text(ziplist("m", "-2.5", "n", "3", "o", "inf")),
            "ZRANGE k 0 -1 WITHSCORES",
            quoted("m", "-2.5", "n", "3", "o", "inf")),
        new Old(
            "zset in decimals",
            3,
            all(
                count(4),
                texts("a"),
                new byte[] {(byte) 255},
                texts("b"),
                new byte[] {3, '1', '.', '5'},
                texts("c"),
                new byte[] {1, '2'},
                texts("d"),
                new byte[] {(byte) 254}),
            "ZRANGE k 0 -1 WITHSCORES",
            quoted("a", "-inf", "b", "1.5", "c", "2", "d", "inf")),
        new Old(
            "hash with times of a release candidate",
            22,
            all(count(2), count(0), texts("f", "v"), wide(4_000_000_000_000L), texts("g", "w")),
            "HPEXPIRETIME k FIELDS 2 f g",
            "*[:-1 :4000000000000]"),
        new Old("stream without counts", 15, oldStream(), "XPENDING k g - + 9 c", null));
  }

  /** One that is written now, with another end: a group that has one entry pending. */
  private byte[] oldStream() {
    run("DEL s");
    run("XADD s 1-1 a b");
    byte[] now = ((Reply.Bulk) run("DUMP s").reply()).value().toArray();
    byte[] nodes = Arrays.copyOfRange(now, 1, now.length - FOOTER - 9);
    byte[] id = ByteBuffer.allocate(16).putLong(1).putLong(1).array();
    byte[] time = new byte[] {1, 0, 0, 0, 0, 0, 0, 0};
    return all(
        nodes,
        new byte[] {1, 1, 1, 1},
        texts("g"),
        new byte[] {1, 1, 1},
        id,
        time,
        new byte[] {3, 1},
        texts("c"),
        time,
        new byte[] {1},
        id);
  }

  /** In one line; members and fields in an order of their own. */
  private static String content(Old old, WireReply reply) {
    if (!old.look.startsWith("SMEMBERS") && !old.look.startsWith("HGETALL")) {
      return reply.toString();
    }
    return sortedWords(
        reply.items().stream().map(word -> word.text().toString()).toArray(String[]::new));
  }

  private static String quoted(String... texts) {
    return Arrays.stream(texts)
        .map(text -> CommandLine.quote(Bytes.of(text)))
        .collect(Collectors.joining(" ", "*[", "]"));
  }

  private static String sortedWords(String... texts) {
    return quoted(Arrays.stream(texts).sorted().toArray(String[]::new));
  }

  private static Bytes[] restore(Old old) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(old.type);
    out.writeBytes(old.body);
    out.write(old.type >= 22 ? 12 : 6);
    out.write(0);
    byte[] body = out.toByteArray();
    long sum = Crc64.update(0, body, 0, body.length);
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (sum >>> (8 * i)));
    }
    return new Bytes[] {
      Bytes.of("RESTORE"),
      Bytes.of("k"),
      Bytes.of("0"),
      Bytes.wrap(out.toByteArray()),
      Bytes.of("REPLACE")
    };
  }

  private static byte[] all(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] count(int number) {
    return new byte[] {(byte) number};
  }

  private static byte[] wide(long number) {
    return ByteBuffer.allocate(9).put((byte) 0x81).putLong(number).array();
  }

  private static byte[] texts(String... texts) {
    return all(Arrays.stream(texts).map(text -> text(ascii(text))).toArray(byte[][]::new));
  }

  private static byte[] text(byte[] content) {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) 0x80)
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] little(long number, int width) {
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (number >>> (8 * i));
    }
    return bytes;
  }

  private static byte[] intset(int... numbers) {
    byte[] content = all(little(2, 4), little(numbers.length, 4));
    for (int number : numbers) {
      content = all(content, little(number, 2));
    }
    return content;
  }

  private static byte[] zipmap(String... pairs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(pairs.length / 2);
    for (int i = 0; i < pairs.length; i++) {
      out.write(pairs[i].length());
      if (i % 2 == 1) {
        // So many bytes behind the value are unused.
        out.write(i);
      }
      out.writeBytes(ascii(pairs[i]));
      if (i % 2 == 1) {
        out.writeBytes(new byte[i]);
      }
    }
    out.write(0xff);
    return out.toByteArray();
  }

  private static byte[] ziplist(String... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int before = 0;
    int last = FOOTER;
    for (String entry : entries) {
      last = FOOTER + out.size();
      out.writeBytes(before < 254 ? little(before, 1) : all(little(254, 1), little(before, 4)));
      out.writeBytes(entry(entry));
      before = FOOTER + out.size() - last;
    }
    byte[] body = out.toByteArray();
    return all(
        little(FOOTER + body.length + 1, 4),
        little(last, 4),
        little(entries.length, 2),
        body,
        little(0xff, 1));
  }

  private static byte[] entry(String text) {
    if (text.matches("0|-?[1-9][0-9]*")) {
      return number(Long.parseLong(text));
    }
    byte[] content = ascii(text);
    int length = content.length;
    if (length < 64) {
      return all(little(length, 1), content);
    }
    return length < 1 << 14
        ? all(new byte[] {(byte) (0x40 | length >> 8), (byte) length}, content)
        : all(ByteBuffer.allocate(5).put((byte) 0x80).putInt(length).array(), content);
  }

  private static byte[] number(long number) {
    if (number >= 0 && number <= 12) {
      return little(0xf1 + number, 1);
    }
    int[][] forms = {{0xfe, 1}, {0xc0, 2}, {0xf0, 3}, {0xd0, 4}, {0xe0, 8}};
    for (int[] form : forms) {
      int shift = Long.SIZE - 8 * form[1];
      if (number << shift >> shift == number) {
        return all(little(form[0], 1), little(number, form[1]));
      }
    }
    throw new IllegalArgumentException(String.valueOf(number));
  }
}
