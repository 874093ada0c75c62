package dev.redstart.engine.reply;

import dev.redstart.engine.bytes.Ascii;
import dev.redstart.engine.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies for Java callers. An error reply is thrown, a reply of another kind is the caller's
 * mistake.
 */
final class ReplyReader {

  private ReplyReader() {}

  static long asLong(Reply reply) {
    if (reply instanceof Reply.Int i) {
      return i.value();
    }
    if (reply instanceof Reply.Bool b) {
      return b.value() ? 1 : 0;
    }
    if (reply instanceof Reply.Bulk b && Ascii.isLong(b.value().shared())) {
      return Ascii.toLong(b.value().shared());
    }
    throw unexpected(reply, "a whole number");
  }

  static double asDouble(Reply reply) {
    if (reply instanceof Reply.Real r) {
      return r.value();
    }
    if (reply instanceof Reply.Int i) {
      return i.value();
    }
    if (reply instanceof Reply.Bulk b) {
      return parse(b.value().toString());
    }
    throw unexpected(reply, "a number");
  }

  static @Nullable Bytes asBytes(Reply reply) {
    if (reply instanceof Reply.Bulk b) {
      return b.value();
    }
    if (reply.isNull()) {
      return null;
    }
    if (reply instanceof Reply.Simple s) {
      return s.text();
    }
    if (reply instanceof Reply.Verbatim v) {
      return v.text();
    }
    throw unexpected(reply, "a byte string");
  }

  static List<Reply> asList(Reply reply) {
    if (reply instanceof Reply.Array a) {
      return a.items();
    }
    if (reply instanceof Reply.Dict d) {
      return d.flat();
    }
    if (reply instanceof Reply.Distinct d) {
      return d.items();
    }
    if (reply instanceof Reply.Pairs p) {
      return p.flat();
    }
    if (reply instanceof Reply.Push p) {
      return p.items();
    }
    if (reply instanceof Reply.Keyed k) {
      return inTwos(k.flat());
    }
    if (reply.isNull()) {
      return List.of();
    }
    throw unexpected(reply, "an array");
  }

  private static List<Reply> inTwos(List<Reply> flat) {
    List<Reply> twos = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      twos.add(Reply.array(flat.get(i), flat.get(i + 1)));
    }
    return twos;
  }

  private static double parse(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private static RuntimeException unexpected(Reply reply, String wanted) {
    RedisException failure = reply.failure();
    return failure != null
        ? failure
        : new IllegalStateException("not " + wanted + ": " + reply.getClass().getSimpleName());
  }
}
