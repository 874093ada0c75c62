package dev.redstart.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.data.annotation.Id;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.RedisKeyExpiredEvent;
import org.springframework.data.redis.core.RedisKeyValueAdapter.EnableKeyspaceEvents;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.TimeToLive;
import org.springframework.data.redis.core.index.GeoIndexed;
import org.springframework.data.redis.core.index.Indexed;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.repository.CrudRepository;

/** Repositories on the embedded engine: indexes, places, deadlines and what is left behind. */
class RepositoryTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedstartAutoConfiguration.class,
                  EmbeddedEngineAutoConfiguration.class,
                  DataRedisAutoConfiguration.class))
          .withUserConfiguration(Storing.class);

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void whatIsStoredIsFoundAndDeletedWithItsIndexes(int database) {
    runner
        .withPropertyValues("redstart.database=" + database)
        .run(
            context -> {
              People people = context.getBean(People.class);
              people.save(new Person("1", "rand", new Point(13.361389, 38.115556), null));
              people.save(new Person("2", "rand", new Point(15.087269, 37.502669), null));
              people.save(new Person("3", "egwene", new Point(0, 0), null));
              assertThat(people.findByName("rand"))
                  .extracting(Person::id)
                  .containsExactlyInAnyOrder("1", "2");
              assertThat(
                      people.findByHomeNear(
                          new Point(15, 37), new Distance(100, Metrics.KILOMETERS)))
                  .extracting(Person::id)
                  .containsExactly("2");
              people.save(new Person("2", "mat", new Point(15.087269, 37.502669), null));
              assertThat(people.findByName("rand")).extracting(Person::id).containsExactly("1");
              assertThat(people.count()).isEqualTo(3);
              assertThat(people.findAll()).hasSize(3);
              people.deleteAll();
              assertThat(context.getBean(StringRedisTemplate.class).keys("*")).isEmpty();
            });
  }

  /** The event carries the object: it comes from the copy that outlives it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void whatExpiresIsAnnouncedAndLeavesNothingBehind(int database) {
    runner
        .withPropertyValues("redstart.database=" + database)
        .run(
            context -> {
              People people = context.getBean(People.class);
              people.save(new Person("1", "lan", new Point(1, 1), 1L));
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              assertThat(template.hasKey("people:1:phantom")).isTrue();
              assertThat(template.getExpire("people:1", TimeUnit.MILLISECONDS))
                  .isBetween(1L, 1000L);
              Object expired = context.getBean(Expired.class).people.poll(10, TimeUnit.SECONDS);
              assertThat(expired).isInstanceOf(Person.class);
              assertThat(((Person) expired).name()).isEqualTo("lan");
              assertThat(people.findByName("lan")).isEmpty();
              await()
                  .atMost(Duration.ofSeconds(30))
                  .untilAsserted(() -> assertThat(template.keys("*")).isEmpty());
            });
  }

  /** Somebody with a name, a place, and perhaps some seconds to live. */
  @RedisHash("people")
  record Person(
      @Id String id, @Indexed String name, @GeoIndexed Point home, @TimeToLive Long seconds) {}

  /** All of them. */
  interface People extends CrudRepository<Person, String> {

    List<Person> findByName(String name);

    List<Person> findByHomeNear(Point point, Distance distance);
  }

  /** Who has expired. */
  static class Expired {

    private final BlockingQueue<Object> people = new LinkedBlockingQueue<>();

    @EventListener
    void on(RedisKeyExpiredEvent<?> event) {
      if (event.getValue() != null) {
        people.add(event.getValue());
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisRepositories(
      considerNestedRepositories = true,
      enableKeyspaceEvents = EnableKeyspaceEvents.ON_STARTUP)
  static class Storing {

    @Bean
    Expired expired() {
      return new Expired();
    }
  }
}
