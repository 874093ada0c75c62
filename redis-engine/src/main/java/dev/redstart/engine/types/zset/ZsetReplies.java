package dev.redstart.engine.types.zset;

import dev.redstart.engine.bytes.Bytes;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.List;

/** Collects members, with their scores where these are wanted, and makes replies of them. */
final class ZsetReplies implements ScoreVisitor {

  private final boolean withScores;
  private final List<Reply> items;

  ZsetReplies(int members, boolean withScores) {
    this.withScores = withScores;
    this.items = new ArrayList<>(withScores ? 2 * members : members);
  }

  @Override
  public void visit(Bytes member, double score) {
    items.add(new Reply.Bulk(member));
    if (withScores) {
      items.add(Reply.real(score));
    }
  }

  /** Members, or pairs of member and score that RESP2 has no arrays for. */
  Reply reply() {
    return withScores ? new Reply.Pairs(items) : Reply.array(items);
  }

  /** An array for each pair of member and score in {@code flat}, whatever the protocol. */
  static Reply nested(List<Reply> flat) {
    List<Reply> pairs = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(Reply.array(flat.get(i), flat.get(i + 1)));
    }
    return Reply.array(pairs);
  }
}
