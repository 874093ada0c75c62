package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.command.Access;
import dev.redstart.engine.command.Client;
import dev.redstart.engine.command.Outbox;
import dev.redstart.engine.command.Settings;
import dev.redstart.engine.testing.WireRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespDecoderTest {

  private static final int SCRATCH = 1 << 16;

  private final Client client = new Client(1, Outbox.NONE, "", "", 0);
  private final byte[] scratch = new byte[SCRATCH];
  private final RespDecoder decoder = decoder();

  @Test
  void anySplitGivesTheSameRequests() throws ProtocolException {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<List<Bytes>> requests = new ArrayList<>();
      byte[] wire = pipeline(random, requests);
      RespDecoder one = decoder();
      List<List<Bytes>> seen = new ArrayList<>();
      for (int at = 0; at < wire.length; ) {
        int count =
            Math.min(wire.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 40000));
        seen.addAll(decode(one, wire, at, at + count));
        at += count;
      }
      assertThat(seen).as("-Dseed=" + seed).isEqualTo(requests);
      assertThat(one.held()).isZero();
    }
  }

  @Test
  void emptyRequestsAreNoRequests() throws ProtocolException {
    byte[] wire = ascii("*0\r\n\r\n*-1\r\n  \r\n\n*1\r\n$4\r\nPING\r\n*0\r\n\r\nGET a\r\n*-1\r\n");
    List<List<Bytes>> expected = List.of(words("PING"), words("GET", "a"));
    for (int cut = 0; cut <= wire.length; cut++) {
      RespDecoder one = decoder();
      List<List<Bytes>> seen = new ArrayList<>(decode(one, wire, 0, cut));
      seen.addAll(decode(one, wire, cut, wire.length));
      assertThat(seen).as("cut at " + cut).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*3000000000       | invalid multibulk length",
        "*2147483648       | invalid multibulk length",
        "*x                | invalid multibulk length",
        "*+1               | invalid multibulk length",
        "*01               | invalid multibulk length",
        "*                 | invalid multibulk length",
        "*1~$2000000000    | invalid bulk length",
        "*1~$536870913     | invalid bulk length",
        "*1~$-1            | invalid bulk length",
        "*1~$blabla        | invalid bulk length",
        "*1~foo            | expected '$', got 'f'",
        "*3~$3~SET~$1~x~fooz | expected '$', got 'f'",
        "set \"\"\"k\"\"\" v | unbalanced quotes in request",
        "get 'k            | unbalanced quotes in request",
      })
  void badFramesAreRefusedWithTheReason(String frame, String reason) {
    byte[] wire = ascii(frame.trim().replace("~", "\r\n") + "\r\n");
    assertThatThrownBy(() -> decode(decoder, wire, 0, wire.length))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("Protocol error: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*              | too big mbulk count string",
        "GET            | too big inline request",
        "*1~$           | too big bulk count string",
      })
  void linesWithoutEndAreRefused(String beginning, String reason) {
    byte[] wire = ascii(beginning.trim().replace("~", "\r\n") + "A".repeat(70_000));
    assertThatThrownBy(
            () -> {
              for (int at = 0; at < wire.length; at += 1000) {
                decode(decoder, wire, at, Math.min(wire.length, at + 1000));
              }
            })
        .hasMessage("Protocol error: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*1000000               | unauthenticated multibulk length",
        "*11                    | unauthenticated multibulk length",
        "*2~$3~GET~$16385       | unauthenticated bulk length",
      })
  void strangersMaySayLittle(String frame, String reason) {
    client.deauthenticate(Access.EVERYTHING);
    byte[] wire = ascii(frame.trim().replace("~", "\r\n") + "\r\n");
    assertThatThrownBy(() -> decode(decoder, wire, 0, wire.length))
        .hasMessage("Protocol error: " + reason);
  }

  @Test
  void aHeaderAllocatesNothing() throws ProtocolException {
    byte[] wire = ascii("*2000000000\r\n$536870912\r\n");
    List<RespDecoder> decoders = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      RespDecoder one = decoder();
      assertThat(decode(one, wire, 0, wire.length)).isEmpty();
      assertThat(one.held()).isLessThan(100);
      decoders.add(one);
    }
    assertThat(decoders).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 16_384, 16_385, 70_000, 1_000_000})
  void longArgumentsArriveInPieces(int length) throws ProtocolException {
    byte[] value = new byte[length];
    new Random(length).nextBytes(value);
    byte[] bytes = WireRequest.of(List.of(Bytes.of("SET"), Bytes.of("k"), Bytes.wrap(value)));
    List<List<Bytes>> seen = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 1461) {
      seen.addAll(decode(decoder, bytes, at, Math.min(bytes.length, at + 1461)));
    }
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).get(2)).isEqualTo(Bytes.wrap(value));
  }

  @Test
  void inlineRequestsKnowQuotes() throws ProtocolException {
    isSplitInto("set k \"a b\"", "set", "k", "a b");
    isSplitInto("set k 'a b'  ", "set", "k", "a b");
    isSplitInto("set k \"\\x41\\n\\z\\\"\"", "set", "k", "A\nz\"");
    isSplitInto("set k 'it\\'s'", "set", "k", "it's");
    isSplitInto("set k \"\\xg1\"", "set", "k", "xg1");
    isSplitInto("set k \"\"", "set", "k", "");
    isSplitInto(" set  k\tv", "set", "k", "v");
    isSplitInto("a\"b\"", "ab");
  }

  private void isSplitInto(String line, String... expected) throws ProtocolException {
    byte[] wire = ascii(line + "\r\n");
    assertThat(decode(decoder, wire, 0, wire.length)).containsExactly(words(expected));
    assertThat(decoder.inline()).isTrue();
  }

  private RespDecoder decoder() {
    Settings settings = new Settings(Map.of());
    return new RespDecoder(
        new RequestLimits(
            client,
            settings.memory("proto-max-bulk-len", 512 << 20),
            settings.memory("client-query-buffer-limit", 1 << 30)));
  }

  private List<List<Bytes>> decode(RespDecoder one, byte[] wire, int from, int to)
      throws ProtocolException {
    ByteBuf in = Unpooled.wrappedBuffer(wire, from, to - from);
    List<List<Bytes>> requests = new ArrayList<>();
    one.feed(in, scratch);
    for (Bytes[] next = one.next(); next != null; next = one.next()) {
      requests.add(List.of(next));
    }
    one.rest();
    assertThat(in.isReadable()).isFalse();
    return requests;
  }

  private static byte[] pipeline(Random random, List<List<Bytes>> requests) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(8)) {
        case 0 -> wire.writeBytes(ascii("*0\r\n"));
        case 1 -> wire.writeBytes(ascii("\r\n"));
        case 2 -> {
          wire.writeBytes(ascii("GET key" + i + "\r\n"));
          requests.add(words("GET", "key" + i));
        }
        default -> {
          List<Bytes> request = request(random);
          wire.writeBytes(WireRequest.of(request));
          requests.add(request);
        }
      }
    }
    return wire.toByteArray();
  }

  private static List<Bytes> request(Random random) {
    List<Bytes> request = new ArrayList<>();
    int argc = random.nextInt(10) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(4);
    for (int i = 0; i < argc; i++) {
      int length = random.nextInt(30) == 0 ? random.nextInt(50_000) : random.nextInt(12);
      byte[] argument = new byte[length];
      random.nextBytes(argument);
      request.add(Bytes.wrap(argument));
    }
    return request;
  }

  private static List<Bytes> words(String... words) {
    List<Bytes> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(Bytes.of(word));
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
