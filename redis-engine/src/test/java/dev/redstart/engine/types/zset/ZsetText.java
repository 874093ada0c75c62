package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Decimals;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** Replies as short texts that tell doubles, pairs and nulls apart. */
final class ZsetText {

  private ZsetText() {}

  static String of(Reply reply) {
    if (reply instanceof Reply.Failure failure) {
      return failure.message();
    }
    if (reply instanceof Reply.Real real) {
      return "," + Decimals.print(real.value());
    }
    if (reply instanceof Reply.Int whole) {
      return ":" + whole.value();
    }
    if (reply instanceof Reply.Pairs pairs) {
      return "<" + items(pairs.flat()) + ">";
    }
    if (reply instanceof Reply.Array array) {
      return "[" + items(array.items()) + "]";
    }
    return reply.isNull() ? reply.toString() : String.valueOf(reply.asText());
  }

  private static String items(List<Reply> replies) {
    List<String> texts = new ArrayList<>();
    replies.forEach(reply -> texts.add(of(reply)));
    return String.join(" ", texts);
  }
}
