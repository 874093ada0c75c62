package dev.redstart.autoconfigure;

import static dev.redstart.test.RedstartAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.test.CommandSpy;
import dev.redstart.test.Fault;
import dev.redstart.test.Faults;
import dev.redstart.test.RedstartClock;
import dev.redstart.test.RedstartData;
import dev.redstart.test.RedstartTest;
import dev.redstart.test.SpiedCall;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The examples of docs/testing.md. */
@RedstartTest
class TestingExamplesTest {

  private static final Page PAGE = Page.of("testing.md");

  @Test
  void theManualShowsWhatIsTestedHere() {
    assertThat(PAGE.javaMissingIn(TestingExamplesTest.class)).isEmpty();
    assertThat(PAGE.text()).contains(failure());
  }

  private static String failure() {
    return "key \"queue\" should be the string \"one\"\n but is the list [one, two]";
  }

  @Nested
  @RedstartTest
  class CartsTest {

    @Test
    void areForgottenAfterAnHour(StringRedisTemplate redis, RedstartClock clock) {
      new Carts(redis).put("ada", "tea", 2);
      assertThat(redis)
          .key("cart:ada")
          .isHash(Map.of("tea", "2"))
          .expiresWithin(Duration.ofHours(1));

      clock.advance(Duration.ofHours(1));
      assertThat(redis).key("cart:ada").isAbsent();
    }
  }

  @Nested
  @ContextConfiguration(classes = Shop.class)
  @TestPropertySource(
      properties = {
        "spring.cache.redis.time-to-live=10m",
        "spring.data.redis.repositories.enabled=false"
      })
  @SpringBootTest
  @RedstartTest
  class CatalogueTest {

    @Autowired private Catalogue catalogue;
    @Autowired private RedstartClock clock;
    @Autowired private CommandSpy spy;

    @Test
    void keepsProductsForTenMinutes() {
      Product first = catalogue.product(17);
      assertThat(spy.during(() -> catalogue.product(17)))
          .extracting(SpiedCall::command)
          .containsExactly("GET");

      clock.advance(Duration.ofMinutes(10));
      assertThat(catalogue.product(17)).isNotEqualTo(first);
    }
  }

  @Test
  @RedstartData("examples.redis")
  void looksAtKeysOfEachType(StringRedisTemplate redis) {
    assertThat(redis).key("greeting").isString("hello").doesNotExpire();
    assertThat(redis).key("queue").isList("one", "two").hasEncoding("listpack");
    assertThat(redis).key("tags").isSet("green", "black");
    assertThat(redis).key("scores").sortedSet().containsEntry("ada", 3.0);
    assertThat(redis).key("orders").isStream(1).hasGroup("shipping").hasPending("shipping", 1);
    assertThat(redis).keys("s*").containsExactly("scores");
    try {
      assertThat(redis).key("queue").isString("one");
    } catch (AssertionError e) {
      assertThat(e).hasMessage(failure().replace("\n", System.lineSeparator()));
      return;
    }
    throw new AssertionError("the list is a string");
  }

  @Test
  @RedstartData("carts.redis")
  void countsWhatIsThere(StringRedisTemplate redis) {
    assertThat(new Carts(redis).count("grace")).isEqualTo(3);
  }

  @Test
  void ordersAreKeptUntilRedisIsBack(StringRedisTemplate redis, Faults faults) {
    Orders orders = new Orders(redis);
    try (Faults.Injected outage = faults.add(Fault.lostConnection().on("XADD").times(2))) {
      orders.place("tea");
      orders.place("cup");
      assertThat(outage.hits()).isEqualTo(2);
    }
    orders.place("pot");
    assertThat(redis).key("orders").isStream(3);
  }

  @Test
  void pricesAreAskedForOnce(StringRedisTemplate redis, CommandSpy spy) {
    Prices prices = new Prices(redis);
    prices.set("tea", "3");
    prices.set("cup", "9");
    prices.of("tea");

    assertThat(spy).called("GET").called("SET", 2).neverCalled("KEYS");
    assertThat(spy.during(() -> prices.of("tea"))).isEmpty();
  }

  private record Carts(StringRedisTemplate redis) {

    void put(String customer, String product, int count) {
      redis.<String, String>opsForHash().put("cart:" + customer, product, "" + count);
      redis.expire("cart:" + customer, Duration.ofHours(1));
    }

    int count(String customer) {
      return redis.<String, String>opsForHash().values("cart:" + customer).stream()
          .mapToInt(Integer::parseInt)
          .sum();
    }
  }

  /** Keeps what it can't write, and writes it with the next. */
  private static final class Orders {

    private final StringRedisTemplate redis;
    private final List<String> unwritten = new ArrayList<>();

    Orders(StringRedisTemplate redis) {
      this.redis = redis;
    }

    void place(String product) {
      unwritten.add(product);
      try {
        while (!unwritten.isEmpty()) {
          redis.opsForStream().add("orders", Map.of("product", unwritten.get(0)));
          unwritten.remove(0);
        }
      } catch (RedisConnectionFailureException e) {
        // With the next one, then.
      }
    }
  }

  /** Asks for each price once. */
  private static final class Prices {

    private final StringRedisTemplate redis;
    private final Map<String, String> known = new HashMap<>();

    Prices(StringRedisTemplate redis) {
      this.redis = redis;
    }

    void set(String product, String price) {
      redis.opsForValue().set("price:" + product, price);
    }

    String of(String product) {
      return known.computeIfAbsent(product, it -> redis.opsForValue().get("price:" + it));
    }
  }

  record Product(long id, int query) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  static class Catalogue {

    private final AtomicInteger queries = new AtomicInteger();

    @Cacheable("products")
    public Product product(long id) {
      return new Product(id, queries.incrementAndGet());
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableCaching
  @Import(Catalogue.class)
  static class Shop {}
}
