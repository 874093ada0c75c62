package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.annotation.Id;
import org.springframework.data.redis.annotation.RedisListener;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.TimeToLive;
import org.springframework.data.redis.core.index.Indexed;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.redis.stream.StreamMessageListenerContainer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer.StreamMessageListenerContainerOptions;
import org.springframework.data.repository.CrudRepository;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The examples of docs/data.md. */
class DataExamplesTest {

  @Test
  void theManualShowsWhatIsTestedHere() {
    assertThat(Page.of("data.md").javaMissingIn(DataExamplesTest.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"EMBEDDED", "SERVER", "PORT"})
  void theyWork(CachePlaces place) {
    place.runner().run(DataExamplesTest::empty);
    place
        .runner()
        .withUserConfiguration(Game.class)
        .run(
            context -> {
              StringRedisTemplate redis = context.getBean(StringRedisTemplate.class);
              redis.opsForStream().add("games", Map.of("winner", "ada"));
              assertThat(context.getBean(Announcer.class).announced.poll(30, TimeUnit.SECONDS))
                  .isEqualTo("ada has won");
              Board board = context.getBean(Board.class);
              board.won("grace", 2);
              assertThat(board.best()).containsExactly("ada", "grace");
              assertThat(redis.opsForValue().get("record")).isEqualTo("3");

              Players players = context.getBean(Players.class);
              players.save(new Player("1", "red", 60L));
              players.save(new Player("2", "blue", 60L));
              assertThat(players.findByTeam("red")).extracting(Player::id).containsExactly("1");
              assertThat(context.getBean(Visits.class).of("home").block()).isOne();
            });
  }

  private static void empty(ApplicationContext context) {
    try (RedisConnection connection =
        context.getBean(RedisConnectionFactory.class).getConnection()) {
      connection.serverCommands().flushDb();
    }
  }

  @Component
  static class Board {

    private static final RedisScript<Boolean> RAISE =
        RedisScript.of(
            """
            if tonumber(ARGV[1]) > tonumber(redis.call('GET', KEYS[1]) or '0') then
              redis.call('SET', KEYS[1], ARGV[1])
              return true
            end
            return false
            """,
            Boolean.class);

    private final StringRedisTemplate redis;

    Board(StringRedisTemplate redis) {
      this.redis = redis;
    }

    void won(String player, int points) {
      redis.opsForZSet().incrementScore("points", player, points);
      redis.execute(RAISE, List.of("record"), "" + points);
      redis.convertAndSend("wins", player);
    }

    Set<String> best() {
      return redis.opsForZSet().reverseRange("points", 0, 9);
    }
  }

  @RedisHash("players")
  record Player(@Id String id, @Indexed String team, @TimeToLive Long seconds) {}

  interface Players extends CrudRepository<Player, String> {
    List<Player> findByTeam(String team);
  }

  @Component
  static class Announcer {

    private final BlockingQueue<String> announced = new LinkedBlockingQueue<>();

    @RedisListener("wins")
    void won(String player) {
      announced.add(player + " has won");
    }
  }

  @Component
  static class Visits {

    private final ReactiveStringRedisTemplate redis;

    Visits(ReactiveStringRedisTemplate redis) {
      this.redis = redis;
    }

    Mono<Long> of(String page) {
      return redis.opsForValue().increment("visits:" + page);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import({Board.class, Announcer.class, Visits.class})
  @EnableRedisRepositories(
      considerNestedRepositories = true,
      includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Players.class))
  static class Game {

    @Bean
    StreamMessageListenerContainer<String, MapRecord<String, String, String>> games(
        RedisConnectionFactory connections, StringRedisTemplate redis, Board board) {
      if (!redis.hasKey("games")) {
        redis.opsForStream().createGroup("games", ReadOffset.from("0"), "scores");
      }
      var container =
          StreamMessageListenerContainer.create(
              connections,
              StreamMessageListenerContainerOptions.builder()
                  .pollTimeout(Duration.ofMillis(200))
                  .build());
      container.receiveAutoAck(
          Consumer.from("scores", "one"),
          StreamOffset.create("games", ReadOffset.lastConsumed()),
          game -> board.won(game.getValue().get("winner"), 3));
      return container;
    }
  }
}
