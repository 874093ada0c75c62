package dev.redstart.engine.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RespEncoderTest {

  @Test
  void scalars() {
    bothAre(Reply.ok(), "+OK~");
    bothAre(Reply.simple("PONG"), "+PONG~");
    bothAre(Reply.integer(0), ":0~");
    bothAre(Reply.integer(-7), ":-7~");
    bothAre(Reply.integer(Long.MAX_VALUE), ":9223372036854775807~");
    bothAre(Reply.integer(Long.MIN_VALUE), ":-9223372036854775808~");
    bothAre(Reply.bulk(""), "$0~~");
    bothAre(Reply.bulk("a\r\nb"), "$4~a~b~");
    bothAre(new Reply.Failure("ERR no\r\n+OK"), "-ERR no  +OK~");
    bothAre(Reply.Absent.NOTHING, "");
    bothAre(Reply.empty(), "*0~");
    bothAre(Reply.array(Reply.integer(1), Reply.array(Reply.bulk("x"))), "*2~:1~*1~$1~x~");
    bothAre(new Reply.Several(List.of(Reply.ok(), Reply.integer(2))), "+OK~:2~");
  }

  @Test
  void whatResp2HasNoFormFor() {
    are(Reply.nil(), "$-1~", "_~");
    are(Reply.nilArray(), "*-1~", "_~");
    are(Reply.real(1.5), "$3~1.5~", ",1.5~");
    are(Reply.real(Double.POSITIVE_INFINITY), "$3~inf~", ",inf~");
    are(Reply.real(Double.NaN), "$3~nan~", ",nan~");
    are(new Reply.Bool(true), ":1~", "#t~");
    are(new Reply.Bool(false), ":0~", "#f~");
    are(
        new Reply.BigNumber("123456789012345678901"),
        "$21~123456789012345678901~",
        "(123456789012345678901~");
    are(new Reply.Verbatim("txt", Bytes.of("hi")), "$2~hi~", "=6~txt:hi~");
    List<Reply> pair = List.of(Reply.bulk("k"), Reply.integer(1));
    are(new Reply.Dict(pair), "*2~$1~k~:1~", "%1~$1~k~:1~");
    are(new Reply.Pairs(pair), "*2~$1~k~:1~", "*1~*2~$1~k~:1~");
    are(new Reply.Distinct(pair), "*2~$1~k~:1~", "~2~$1~k~:1~".replaceFirst("~", "\u0000"));
    are(new Reply.Push(pair), "*2~$1~k~:1~", ">2~$1~k~:1~");
    are(new Reply.Attributed(pair, Reply.ok()), "+OK~", "|1~$1~k~:1~+OK~");
  }

  @Test
  void repliesLargerThanTheBuffer() {
    List<Reply> items = new ArrayList<>();
    StringBuilder expected = new StringBuilder("*30000~");
    for (int i = 0; i < 30_000; i++) {
      String text = "x".repeat(i % 40) + i;
      items.add(Reply.bulk(text));
      expected.append('$').append(text.length()).append('~').append(text).append('~');
    }
    bothAre(Reply.array(items), expected.toString());
    String large = "y".repeat(1_000_000);
    bothAre(Reply.bulk(large), "$1000000~" + large + "~");
  }

  private static void bothAre(Reply reply, String expected) {
    are(reply, expected, expected);
  }

  private static void are(Reply reply, String resp2, String resp3) {
    assertThat(encode(reply, false)).isEqualTo(wire(resp2));
    assertThat(encode(reply, true)).isEqualTo(wire(resp3));
  }

  private static String wire(String text) {
    return text.replace("~", "\r\n").replace('\u0000', '~');
  }

  private static String encode(Reply reply, boolean rich) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    ReplyBuffer out = new ReplyBuffer();
    out.begin((bytes, length) -> wire.write(bytes, 0, length));
    new RespEncoder(out, rich).write(reply);
    out.end();
    return wire.toString(StandardCharsets.UTF_8);
  }
}
