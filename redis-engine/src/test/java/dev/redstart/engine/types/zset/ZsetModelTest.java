package dev.redstart.engine.types.zset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.engine.RedisEngine;
import dev.redstart.engine.Session;
import dev.redstart.engine.reply.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands, answered as a sorted collection of the JDK would. */
class ZsetModelTest {

  private static final int STEPS = 4000;
  private static final Comparator<Scored> ORDER =
      Comparator.comparingDouble(Scored::score).thenComparing(Scored::member);

  private record Scored(String member, double score) {}

  private final TreeSet<Scored> model = new TreeSet<>(ORDER);

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 128})
  void answersAsASortedCollectionDoes(int entries) {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    try (RedisEngine engine =
            RedisEngine.builder()
                .setting("zset-max-listpack-entries", String.valueOf(entries))
                .build();
        Session session = engine.session()) {
      for (int i = 0; i < STEPS; i++) {
        step(session, random);
        if (i % 16 == 0) {
          check(session);
        }
      }
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private void step(Session session, Random random) {
    String member = "m" + random.nextInt(300);
    double score = random.nextBoolean() ? random.nextInt(20) - 10 : random.nextInt(200) / 8.0;
    switch (random.nextInt(24)) {
      case 0 -> removeRanks(session, random);
      case 1 -> removeScores(session, score);
      case 2 -> pop(session, random.nextInt(4), random.nextBoolean());
      case 3, 4, 5, 6, 7 -> {
        Scored old = find(member);
        assertThat(session.execute("ZREM", "z", member).asLong()).isEqualTo(old == null ? 0 : 1);
        model.removeIf(m -> m.member.equals(member));
      }
      case 8, 9, 10 -> {
        Scored old = find(member);
        double sum = (old == null ? 0 : old.score) + score;
        assertThat(session.execute("ZINCRBY", "z", "" + score, member).asDouble()).isEqualTo(sum);
        put(member, sum);
      }
      default -> {
        long added = find(member) == null ? 1 : 0;
        assertThat(session.execute("ZADD", "z", "" + score, member).asLong()).isEqualTo(added);
        put(member, score);
      }
    }
  }

  private void removeRanks(Session session, Random random) {
    int from = random.nextInt(40);
    int to = from + random.nextInt(10);
    List<Scored> sorted = new ArrayList<>(model);
    List<Scored> gone =
        sorted.subList(Math.min(from, sorted.size()), Math.min(to + 1, sorted.size()));
    assertThat(session.execute("ZREMRANGEBYRANK", "z", "" + from, "" + to).asLong())
        .isEqualTo(gone.size());
    gone.forEach(model::remove);
  }

  private void removeScores(Session session, double score) {
    String most = String.valueOf(score + 0.5);
    List<Scored> gone =
        model.stream().filter(m -> m.score > score && m.score <= score + 0.5).toList();
    assertThat(session.execute("ZREMRANGEBYSCORE", "z", "(" + score, most).asLong())
        .isEqualTo(gone.size());
    gone.forEach(model::remove);
  }

  private void pop(Session session, int count, boolean top) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count && !model.isEmpty(); i++) {
      Scored scored = top ? model.pollLast() : model.pollFirst();
      expected.add(scored.member);
    }
    List<Reply> reply = session.execute(top ? "ZPOPMAX" : "ZPOPMIN", "z", "" + count).asList();
    List<String> popped = new ArrayList<>();
    for (int i = 0; i < reply.size(); i += 2) {
      popped.add(reply.get(i).asText());
    }
    assertThat(popped).isEqualTo(expected);
  }

  private void check(Session session) {
    List<Scored> sorted = new ArrayList<>(model);
    List<Scored> found = pairs(session.execute("ZRANGE", "z", "0", "-1", "WITHSCORES"));
    assertThat(found).isEqualTo(sorted);
    List<Scored> down = pairs(session.execute("ZREVRANGE", "z", "0", "-1", "WITHSCORES"));
    assertThat(down).isEqualTo(new ArrayList<>(model.descendingSet()));
    assertThat(session.execute("ZCARD", "z").asLong()).isEqualTo(sorted.size());
    for (int i = 0; i < sorted.size(); i += 7) {
      Scored scored = sorted.get(i);
      assertThat(session.execute("ZRANK", "z", scored.member).asLong()).isEqualTo(i);
      assertThat(session.execute("ZSCORE", "z", scored.member).asDouble()).isEqualTo(scored.score);
      long below = model.stream().filter(m -> m.score < scored.score).count();
      assertThat(session.execute("ZCOUNT", "z", "-inf", "(" + scored.score).asLong())
          .isEqualTo(below);
    }
  }

  private Scored find(String member) {
    return model.stream().filter(m -> m.member.equals(member)).findFirst().orElse(null);
  }

  private void put(String member, double score) {
    model.removeIf(m -> m.member.equals(member));
    model.add(new Scored(member, score));
  }

  private static List<Scored> pairs(Reply reply) {
    List<Reply> flat = reply.asList();
    List<Scored> pairs = new ArrayList<>();
    for (int i = 0; i < flat.size(); i += 2) {
      pairs.add(new Scored(flat.get(i).asText(), flat.get(i + 1).asDouble()));
    }
    return pairs;
  }
}
