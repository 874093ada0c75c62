package dev.redstart.engine.testing;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form that each reply has in one protocol: what an encoder has to write. */
public final class WireForm {

  private final boolean three;

  private WireForm(boolean three) {
    this.three = three;
  }

  /** The replies that one call is answered with, mostly one. */
  public static List<WireReply> of(Reply reply, int protocol) {
    WireForm form = new WireForm(protocol == 3);
    if (reply instanceof Reply.Several several) {
      return form.all(several.replies());
    }
    return reply == Reply.Absent.NOTHING ? List.of() : List.of(form.one(reply));
  }

  private WireReply one(Reply reply) {
    if (reply instanceof Reply.Absent absent) {
      boolean array = absent == Reply.Absent.NULL_ARRAY;
      return WireReply.none(three ? "_" : array ? "*-1" : "$-1");
    }
    WireReply leaf = leaf(reply);
    return leaf != null ? leaf : tree(reply);
  }

  private @Nullable WireReply leaf(Reply reply) {
    if (reply instanceof Reply.Simple s) {
      return WireReply.leaf('+', s.text());
    }
    if (reply instanceof Reply.Failure f) {
      return WireReply.leaf('-', f.text());
    }
    if (reply instanceof Reply.Int i) {
      return WireReply.leaf(':', Bytes.of(i.value()));
    }
    if (reply instanceof Reply.Bulk b) {
      return WireReply.leaf('$', b.value());
    }
    if (reply instanceof Reply.Real r) {
      return WireReply.leaf(three ? ',' : '$', r.written());
    }
    if (reply instanceof Reply.Bool b) {
      return three
          ? WireReply.leaf('#', Bytes.of(b.value() ? "t" : "f"))
          : WireReply.leaf(':', Bytes.of(b.value() ? 1 : 0));
    }
    if (reply instanceof Reply.BigNumber n) {
      return WireReply.leaf(three ? '(' : '$', n.digits());
    }
    if (reply instanceof Reply.Verbatim v) {
      return three
          ? WireReply.leaf('=', Bytes.join(latin(v.format() + ":"), v.text()))
          : WireReply.leaf('$', v.text());
    }
    return null;
  }

  private static Bytes latin(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private WireReply tree(Reply reply) {
    if (reply instanceof Reply.Array a) {
      return WireReply.tree('*', all(a.items()));
    }
    if (reply instanceof Reply.Dict d) {
      return WireReply.tree(three ? '%' : '*', all(d.flat()));
    }
    if (reply instanceof Reply.Distinct d) {
      return WireReply.tree(three ? '~' : '*', all(d.items()));
    }
    if (reply instanceof Reply.Pairs p) {
      return WireReply.tree('*', three ? pairs(p.flat()) : all(p.flat()));
    }
    if (reply instanceof Reply.Keyed k) {
      return three ? WireReply.tree('%', all(k.flat())) : WireReply.tree('*', pairs(k.flat()));
    }
    if (reply instanceof Reply.Push p) {
      return WireReply.tree(three ? '>' : '*', all(p.items()));
    }
    if (reply instanceof Reply.Attributed a) {
      return one(a.reply());
    }
    throw new IllegalArgumentException("no form inside of another: " + reply);
  }

  private List<WireReply> all(List<Reply> replies) {
    return replies.stream().map(this::one).toList();
  }

  private List<WireReply> pairs(List<Reply> flat) {
    List<WireReply> pairs = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(WireReply.tree('*', List.of(one(flat.get(i)), one(flat.get(i + 1)))));
    }
    return pairs;
  }
}
