package dev.redstart.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;

/** For how long caches leave a Redis alone that has failed goes by the clock, too. */
@SpringBootTest(
    properties = {"spring.data.redis.repositories.enabled=false", "redstart.cache.retry-after=5s"})
@RedstartTest
class CacheOutageTest {

  @Autowired private CacheManager caches;
  @Autowired private RedstartClock clock;
  @Autowired private Faults faults;
  @Autowired private CommandSpy spy;

  @Test
  void aRedisThatHasFailedIsAskedAgainLater() {
    clock.freeze();
    Cache teas = caches.getCache("teas");
    teas.put("green", "sencha");
    faults.add(Fault.loading().times(1));
    assertThat(teas.get("green")).isNull();

    clock.advance(Duration.ofMillis(4_999));
    assertThat(spy.during(() -> assertThat(teas.get("green")).isNull())).isEmpty();

    clock.advance(Duration.ofMillis(1));
    assertThat(teas.get("green", String.class)).isEqualTo("sencha");
  }

  @Test
  void aClockThatIsSetBackKeepsItAloneForNoLonger() {
    Cache teas = caches.getCache("teas");
    teas.put("green", "sencha");
    clock.advance(Duration.ofHours(1));
    faults.add(Fault.loading().times(1));
    assertThat(teas.get("green")).isNull();

    clock.reset();
    assertThat(teas.get("green", String.class)).isEqualTo("sencha");
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableCaching
  static class Application {}
}
