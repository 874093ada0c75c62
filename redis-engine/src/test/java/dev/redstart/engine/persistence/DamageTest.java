package dev.redstart.engine.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.bytes.Crc64;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.testing.CommandLine;
import dev.redstart.engine.testing.EngineTest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Payloads that are damaged, with checksums that are right: RESTORE refuses them, or what it loads
 * is a value in order, which every command takes and which can be saved again.
 */
class DamageTest extends EngineTest {

  private static final int VALUES = 25;
  private static final int DAMAGES = 60;
  private static final int FOOTER = 10;

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final RandomValues values = new RandomValues(random);

  @Test
  void bitsThatFlipAreFoundOrHarmless() {
    for (int i = 0; i < VALUES; i++) {
      byte[] payload = payload();
      for (int j = 0; j < DAMAGES; j++) {
        byte[] damaged = payload.clone();
        for (int flips = random.nextInt(3); flips >= 0; flips--) {
          int at = random.nextInt(damaged.length - FOOTER);
          damaged[at] ^= (byte) (1 << random.nextInt(8));
        }
        restore(damaged);
      }
    }
  }

  @Test
  void bytesThatChangeAreFoundOrHarmless() {
    for (int i = 0; i < VALUES; i++) {
      byte[] payload = payload();
      for (int j = 0; j < DAMAGES; j++) {
        byte[] damaged = payload.clone();
        // Near the front stand types and lengths.
        int end = Math.min(damaged.length - FOOTER, random.nextBoolean() ? 16 : damaged.length);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
          damaged[random.nextInt(end)] = (byte) random.nextInt(256);
        }
        restore(damaged);
      }
    }
  }

  @Test
  void typesThatChangeAreFoundOrHarmless() {
    for (int i = 0; i < VALUES; i++) {
      byte[] payload = payload();
      for (int type = 0; type < 256; type++) {
        byte[] damaged = payload.clone();
        damaged[0] = (byte) type;
        restore(damaged);
      }
    }
  }

  @Test
  void whatIsCutOffIsMissed() {
    for (int i = 0; i < VALUES; i++) {
      byte[] payload = payload();
      int body = payload.length - FOOTER;
      for (int j = 0; j < DAMAGES; j++) {
        byte[] cut = Arrays.copyOf(payload, random.nextInt(body) + FOOTER);
        System.arraycopy(payload, body, cut, cut.length - FOOTER, FOOTER);
        assertThat(restore(cut)).as(told(cut)).isFalse();
      }
    }
  }

  @Test
  void lengthsThatLieCostNothing() {
    HexFormat hex = HexFormat.of();
    for (String body :
        List.of(
            "0081ffffffffffffffff",
            "00817fffffffffffffff",
            "00807fffffff41",
            "00c303817fffffffffffffff414141",
            "00c303807fffffff414141",
            "00c380ffffffff80ffffffff414141",
            "0180ffffffff0141",
            "0281ffffffffffffffff0141",
            "0480ffffffff01410142",
            "0580ffffffff0141",
            "1280ffffffff02",
            "1381ffffffffffffffff10",
            "12010100",
            "0f80ffffffff10",
            "18ffffffffffffffff80ffffffff",
            "0b0804000000ffffffff",
            "0b0810000000ffffff1f",
            "100bffffffff010001010101ff")) {
      byte[] payload = hex.parseHex(body + "0a000000000000000000");
      assertThat(restore(payload)).as(body).isFalse();
    }
  }

  private byte[] payload() {
    run("FLUSHALL");
    values.lines("k").forEach(this::run);
    return bytes(run("DUMP k").reply());
  }

  private static byte[] bytes(Reply reply) {
    return ((Reply.Bulk) reply).value().toArray();
  }

  /** True where {@code payload}, its checksum made right, was taken. */
  private boolean restore(byte[] payload) {
    seal(payload);
    Bytes[] call = {
      Bytes.of("RESTORE"), Bytes.of("r"), Bytes.of("0"), Bytes.wrap(payload), Bytes.of("REPLACE")
    };
    Reply reply = engine.session("").execute(call);
    if (reply instanceof Reply.Failure failure) {
      assertThat(failure.message()).as(told(payload)).isEqualTo("ERR Bad data format");
      return false;
    }
    try {
      use();
    } catch (AssertionError e) {
      throw new AssertionError(told(payload) + ": " + e.getMessage(), e);
    }
    return true;
  }

  /** Reads, changes and saves what was taken. */
  private void use() {
    String type = ((Reply.Simple) run("TYPE r").reply()).text().toString();
    check("DUMP r");
    check("DEBUG DIGEST-VALUE r");
    check("COPY r copy REPLACE");
    for (String line : USES.getOrDefault(type, List.of())) {
      check(line);
    }
  }

  private void check(String line) {
    Reply reply = engine.session("").execute(CommandLine.parse(line));
    if (reply instanceof Reply.Failure failure) {
      assertThat(failure.message()).as(line).doesNotContain("internal error");
    }
  }

  private String told(byte[] payload) {
    String hex = HexFormat.of().formatHex(payload);
    return "-Dseed=" + seed + " " + (hex.length() > 600 ? hex.substring(0, 600) : hex);
  }

  private static void seal(byte[] payload) {
    int end = payload.length - Long.BYTES;
    long sum = Crc64.update(0, payload, 0, end);
    for (int i = 0; i < Long.BYTES; i++) {
      payload[end + i] = (byte) (sum >>> (8 * i));
    }
  }

  private static final Map<String, List<String>> USES = uses();

  private static Map<String, List<String>> uses() {
    Map<String, List<String>> uses = new HashMap<>();
    uses.put("string", List.of("STRLEN r", "GETRANGE r 0 10", "APPEND r x"));
    uses.put(
        "list",
        List.of(
            "LRANGE r 0 -1",
            "LINDEX r -1",
            "RPUSH r x",
            "LPUSH r y",
            "LREM r 0 a",
            "LPOP r 3",
            "LSET r 0 z",
            "RPOP r 100000"));
    uses.put(
        "set",
        List.of("SMEMBERS r", "SADD r a 1 99999999999", "SREM r a name1", "SPOP r 2", "SCARD r"));
    uses.put(
        "zset",
        List.of(
            "ZRANGE r 0 -1 WITHSCORES",
            "ZADD r 1 a 2 b",
            "ZRANK r a",
            "ZREM r a",
            "ZPOPMIN r 2",
            "ZRANGEBYSCORE r -inf +inf",
            "ZCOUNT r 0 5",
            "ZINCRBY r 1 b"));
    uses.put(
        "hash",
        List.of(
            "HGETALL r",
            "HSET r a b n 1",
            "HDEL r a name1",
            "HINCRBY r counter 1",
            "HLEN r",
            "HRANDFIELD r 3",
            "HTTL r FIELDS 1 n",
            "HEXPIRE r 100 FIELDS 2 n a"));
    uses.put(
        "stream",
        List.of(
            "XLEN r",
            "XRANGE r - +",
            "XREVRANGE r + -",
            "XADD r * a b",
            "XINFO STREAM r FULL",
            "XTRIM r MAXLEN 2",
            "XREAD STREAMS r 0",
            "XGROUP CREATE r new 0",
            "XREADGROUP GROUP new c STREAMS r >",
            "XAUTOCLAIM r g1 c 0 0",
            "XPENDING r g1",
            "XSETID r 99999999999999-1"));
    return uses;
  }

  DamageTest() {
    super("enable-debug-command", "yes");
  }
}
