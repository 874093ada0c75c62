package dev.redstart.data;

import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.zset.Tuple;

/** Reads pairs, whether they come one after the other or as arrays of two. */
final class PairReader {

  /** A member and its score; null where there is none. */
  static final Reader<Tuple> TUPLE = reply -> first(reply, PairReader::tuple);

  static final Reader<List<Tuple>> TUPLES = reply -> pairs(reply, PairReader::tuple);

  static final Reader<Set<Tuple>> TUPLE_SET =
      reply -> new LinkedHashSet<>(pairs(reply, PairReader::tuple));

  /** What BZPOPMIN answers: the key, the member, its score. */
  static final Reader<Tuple> TUPLE_AFTER_KEY = PairReader::tupleAfterKey;

  private PairReader() {}

  static <T> List<T> pairs(Reply reply, BiFunction<Reply, Reply, T> make) {
    List<Reply> items = reply.asList();
    List<T> pairs = new ArrayList<>(items.size());
    Iterator<Reply> each = items.iterator();
    while (each.hasNext()) {
      Reply item = each.next();
      if (item instanceof Reply.Array pair) {
        pairs.add(make.apply(pair.items().get(0), pair.items().get(1)));
      } else {
        pairs.add(make.apply(item, each.next()));
      }
    }
    return pairs;
  }

  static <T> @Nullable T first(Reply reply, BiFunction<Reply, Reply, T> make) {
    List<T> pairs = pairs(reply, make);
    return pairs.isEmpty() ? null : pairs.get(0);
  }

  static Tuple tuple(Reply member, Reply score) {
    return Tuple.of(Readers.someBytes(member), score.asDouble());
  }

  private static @Nullable Tuple tupleAfterKey(Reply reply) {
    List<Reply> items = reply.asList();
    return items.isEmpty() ? null : tuple(items.get(1), items.get(2));
  }
}
