package dev.redstart.sample.popularity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.stereotype.Component;

/** Counts who looks at what: a counter for each product, and a sorted set of all of them. */
@Component
final class Views {

  private static final String LEADERBOARD = "most-viewed";

  private final StringRedisTemplate redis;

  Views(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** A product's place among the most viewed. */
  record Place(long product, long views) {}

  /** Counts one view and tells how many there are now. */
  long count(long product) {
    Long views = redis.opsForValue().increment("views:" + product);
    redis.opsForZSet().incrementScore(LEADERBOARD, Long.toString(product), 1);
    return views == null ? 0 : views;
  }

  /** The most viewed products, most viewed first. */
  List<Place> top(int count) {
    Set<TypedTuple<String>> tuples =
        redis.opsForZSet().reverseRangeWithScores(LEADERBOARD, 0, count - 1L);
    List<Place> places = new ArrayList<>();
    if (tuples != null) {
      for (TypedTuple<String> tuple : tuples) {
        String member = tuple.getValue();
        Double score = tuple.getScore();
        if (member != null && score != null) {
          places.add(new Place(Long.parseLong(member), score.longValue()));
        }
      }
    }
    return places;
  }
}
