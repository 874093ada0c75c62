package dev.redstart.engine.server;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import dev.redstart.engine.reply.Reply.Absent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes replies in one version of the protocol. What RESP2 has no form for gets the next best. */
final class RespEncoder {

  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NULL = ascii("_\r\n");
  private static final byte[] NULL_BULK = ascii("$-1\r\n");
  private static final byte[] NULL_ARRAY = ascii("*-1\r\n");

  private final ReplyBuffer out;
  private final boolean rich;

  /**
   * @param rich RESP3
   */
  RespEncoder(ReplyBuffer out, boolean rich) {
    this.out = out;
    this.rich = rich;
  }

  /** Writes one reply, whatever it contains. */
  void write(Reply reply) {
    if (reply == Reply.ok()) {
      out.put(OK);
    } else if (reply instanceof Reply.Bulk bulk) {
      out.bulk(bulk.value().shared());
    } else if (reply instanceof Reply.Int number) {
      out.line(':', number.value());
    } else if (reply instanceof Absent absent) {
      writeAbsent(absent);
    } else if (reply instanceof Reply.Array array) {
      writeAll('*', array.items());
    } else if (reply instanceof Reply.Simple simple) {
      out.line('+', simple.text().shared());
    } else if (reply instanceof Reply.Failure failure) {
      out.line('-', failure.text().shared());
    } else {
      writeRare(reply);
    }
  }

  private void writeRare(Reply reply) {
    if (reply instanceof Reply.Real real) {
      writeText(',', real.written().shared());
    } else if (reply instanceof Reply.Dict dict) {
      writeFlat('%', dict.flat());
    } else if (reply instanceof Reply.Pairs pairs) {
      writePairs(pairs.flat(), rich);
    } else if (reply instanceof Reply.Keyed keyed) {
      writeKeyed(keyed.flat());
    } else if (reply instanceof Reply.Distinct distinct) {
      writeAll(rich ? '~' : '*', distinct.items());
    } else if (reply instanceof Reply.Push push) {
      writeAll(rich ? '>' : '*', push.items());
    } else if (reply instanceof Reply.Several several) {
      several.replies().forEach(this::write);
    } else if (reply instanceof Reply.Attributed attributed) {
      writeAttributed(attributed);
    } else {
      writeScalar(reply);
    }
  }

  private void writeScalar(Reply reply) {
    if (reply instanceof Reply.Bool truth) {
      writeBool(truth.value());
    } else if (reply instanceof Reply.Verbatim verbatim) {
      writeVerbatim(verbatim);
    } else if (reply instanceof Reply.BigNumber number) {
      writeText('(', number.digits().shared());
    } else {
      throw new IllegalStateException("no form for " + reply.getClass().getSimpleName());
    }
  }

  private void writeAbsent(Absent absent) {
    switch (absent) {
      case NULL -> out.put(rich ? NULL : NULL_BULK);
      case NULL_ARRAY -> out.put(rich ? NULL : NULL_ARRAY);
      case NOTHING -> {}
      case WAITING -> throw new IllegalStateException("a call that waits has no reply yet");
    }
  }

  private void writeAll(int kind, List<Reply> items) {
    out.line(kind, items.size());
    for (Reply item : items) {
      write(item);
    }
  }

  /** Keys and values in turn: RESP3 counts pairs. */
  private void writeFlat(int kind, List<Reply> flat) {
    if (rich) {
      out.line(kind, flat.size() / 2);
      flat.forEach(this::write);
    } else {
      writeAll('*', flat);
    }
  }

  private void writeKeyed(List<Reply> flat) {
    if (rich) {
      writeFlat('%', flat);
    } else {
      writePairs(flat, true);
    }
  }

  private void writePairs(List<Reply> flat, boolean inTwos) {
    if (!inTwos) {
      writeAll('*', flat);
      return;
    }
    out.line('*', flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      out.line('*', 2);
      write(flat.get(i));
      write(flat.get(i + 1));
    }
  }

  private void writeAttributed(Reply.Attributed attributed) {
    if (rich) {
      writeFlat('|', attributed.attributes());
    }
    write(attributed.reply());
  }

  private void writeBool(boolean truth) {
    if (rich) {
      out.line('#', ascii(truth ? "t" : "f"));
    } else {
      out.line(':', truth ? 1 : 0);
    }
  }

  private void writeVerbatim(Reply.Verbatim verbatim) {
    Bytes text = verbatim.text();
    if (!rich) {
      out.bulk(text.shared());
      return;
    }
    byte[] format = verbatim.format().getBytes(StandardCharsets.ISO_8859_1);
    out.line('=', format.length + 1L + text.length());
    out.put(format);
    out.put(':');
    out.put(text.shared());
    out.put('\r');
    out.put('\n');
  }

  /** A line of its own kind in RESP3, a byte string in RESP2. */
  private void writeText(int kind, byte[] text) {
    if (rich) {
      out.line(kind, text);
    } else {
      out.bulk(text);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
